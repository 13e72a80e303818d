import { expect, test } from "vitest";
import { defaultWeights, weightPresets } from "@/domain/matching/weights";
import { addressOf, matchHref } from "./match-address";

const needId = "0199d3c2-1111-7222-8333-444455556666";
const ids = [1, 2, 3, 4, 5].map((n) => `0199d3c2-1111-7222-8333-44445555666${n}`);
const paramsOf = (href: string) => {
  const { searchParams } = new URL(href, "https://xyd.example");
  return Object.fromEntries([...searchParams.keys()].map((key) => [key, searchParams.getAll(key)]));
};

test("what an address says is read back from it", () => {
  const address = {
    weights: weightPresets.balanced,
    verdict: "unknown" as const,
    page: 3,
    compare: ids.slice(0, 4),
  };
  expect(addressOf(paramsOf(matchHref(needId, address)))).toEqual(address);
  expect(matchHref(needId, {})).toBe(`/sme/needs/${needId}`);
});

test("three numbers of any size are shares of a hundred", () => {
  expect(addressOf({ cost: "2", speed: "1", likelihood: "1" }).weights).toEqual(
    weightPresets.balanced,
  );
  expect(addressOf({ cost: "7" }).weights).toEqual(defaultWeights);
  expect(addressOf({ cost: "0", speed: "0", likelihood: "0" }).weights).toBeNull();
  expect(addressOf({ cost: "999", speed: "", likelihood: "" }).weights).toEqual(defaultWeights);
});

test.each([
  { cost: "-1" },
  { cost: "1e2" },
  { cost: ["x", "50"] },
  { verdict: "__proto__" },
  { page: "-3" },
  { page: "0" },
  { compare: ["x", "\0", ""] },
])("%j says nothing", (params) => {
  expect(addressOf(params)).toEqual({ weights: null, verdict: null, page: 1, compare: [] });
});

test("at most four are compared, each once", () => {
  expect(addressOf({ compare: [ids[0]!, ...ids] }).compare).toEqual(ids.slice(0, 4));
  expect(addressOf({ page: "99999" }).page).toBe(10_000);
});
