import { expect, test } from "vitest";
import { shippedPredicates } from "@/db/seed/predicates";
import { defaultCatalogue } from "@/domain/sources/catalogue";
import { bracketedBy } from "./rules";
import { ProposePredicateInput } from "./schema";

const kept = {
  code: "kept_60",
  item: "electricity_usage",
  unit: "percent",
  threshold: 60,
} as const;

test("only another threshold of the same figure brackets it", () => {
  expect(bracketedBy(kept, shippedPredicates).map(({ code }) => code)).toEqual([
    "electricity_use_kept_80_percent",
  ]);
  expect(bracketedBy({ ...kept, threshold: 80 }, shippedPredicates)).toEqual([]);
  expect(bracketedBy({ ...kept, unit: "none", threshold: null }, shippedPredicates)).toEqual([]);
  expect(bracketedBy({ ...kept, item: "representative_insurance" }, shippedPredicates)).toEqual([]);
});

test("the shipped questions are ones that could be put forward, about items computed at the source", () => {
  for (const question of shippedPredicates) {
    expect(ProposePredicateInput.parse(question)).toEqual(question);
    expect(defaultCatalogue.find(({ code }) => code === question.item)?.mode).toBe("M");
  }
});

test.each([
  ["fewer months looked at than needed", { windowMonths: 6, minMonths: 12 }, "minMonths"],
  ["a unit without a threshold", { threshold: null, unit: "percent" }, "threshold"],
  ["a threshold without a unit", { threshold: 3, unit: "none" }, "threshold"],
  ["more months than are looked at", { threshold: 13, unit: "months" }, "threshold"],
  ["a code that is none", { code: "Kept 80" }, "code"],
])("%s is refused at its field", (_case, change, field) => {
  const question = { ...shippedPredicates[1]!, ...change };
  const { error } = ProposePredicateInput.safeParse(question);
  expect(error?.issues[0]?.path).toEqual([field]);
});
