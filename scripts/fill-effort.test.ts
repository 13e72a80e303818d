import { describe, expect, test } from "vitest";
import { restText, shareDone } from "./fill-effort";

const steps = ["registry", "slices", "banks", "history", "observations"] as const;

describe.each([3_000, 20_000, 1_000_000])("the filling of a city of %i", (enterprises) => {
  test("goes from nothing to the whole and never back", () => {
    const shares = steps.flatMap((step) =>
      [0, 0.5, 1, 1.2].map((share) => shareDone(enterprises, step, share)),
    );
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((one, other) => one - other));
  });
});

test("the registry is most of a large city's work and little of a small one's", () => {
  expect(shareDone(1_000_000, "registry", 1)).toBeGreaterThan(0.6);
  expect(shareDone(3_000, "registry", 1)).toBeLessThan(0.2);
});

test.each([
  [1_000, 0.01, ""],
  [10_000, 0.5, ", about 10 s left"],
  [20_000, 0.16, ", about 110 s left"],
  [60_000, 0.1, ", about 9 min left"],
  [60_000, 1, ""],
])("after %i ms and a share of %d: %j", (elapsed, share, text) => {
  expect(restText(elapsed, share)).toBe(text);
});
