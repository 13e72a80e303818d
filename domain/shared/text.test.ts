import { describe, expect, test } from "vitest";
import { malformedPart } from "./text";

const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });
const round: { self?: unknown } = {};
round.self = round;

describe("what is no text is found, with its path", () => {
  test.each([
    ["a\0b", "input"],
    [{ name: "\uD800" }, "name"],
    [{ list: ["fine", "\uDC00"] }, "list.1"],
    [{ fine: { "no\0name": 1 } }, "fine"],
    [new Map([["key", "\0"]]), "key"],
    [new Map([[{ name: "\0" }, 1]]), "key.name"],
    [new Set(["fine", "\0"]), "input"],
    [nested(26), Array.from({ length: 25 }, () => "a").join(".")],
    [
      round,
      Array.from({ length: 25 }, () => "self")
        .join(".")
        .slice(0, 120),
    ],
  ])("%o", (value, path) => {
    expect(malformedPart(value)).toBe(path);
  });

  test("a name as long as the input does not come back whole", () => {
    expect(malformedPart({ ["a".repeat(9_000)]: "\0" })).toHaveLength(120);
  });
});

describe("the rest passes", () => {
  test.each([
    undefined,
    null,
    0,
    1n,
    true,
    "信易贷 😀 \u202E ٣",
    [],
    { when: new Date(), bytes: new Uint8Array(9_000) },
    nested(24),
  ])("%o", (value) => {
    expect(malformedPart(value)).toBeNull();
  });

  test("in time, however often the same part stands in it", () => {
    let wide: unknown = 1;
    for (let level = 0; level < 24; level += 1) wide = Array.from({ length: 50 }, () => wide);
    expect(malformedPart(wide)).toBeNull();
  });
});
