import { expect, test } from "vitest";
import { parseMonth } from "../city/calendar";
import { conditionOf } from "../city/condition";
import { enterpriseAt } from "../city/enterprise";
import { banks } from "./banks";
import { factsAt } from "./facts";
import { itemOfFact } from "./items";
import { productsOf } from "./publish";
import { factsIn, judge } from "./rules";

const products = banks.flatMap((bank) => productsOf(bank));
const city = { seed: 20_261_101, enterprises: 3000, month: parseMonth("2026-10") };
const small = Array.from({ length: 1200 }, (_, index) => enterpriseAt(city, index)).filter(
  ({ size }) => size === "micro" || size === "small",
);

test("twelve banks publish sixty products under codes of their own", () => {
  expect(banks).toHaveLength(12);
  expect(new Set(banks.map(({ uscc }) => uscc)).size).toBe(12);
  expect(products).toHaveLength(60);
  expect(new Set(products.map(({ code }) => code)).size).toBe(60);
});

test("the item behind every fact of a rule is among the items the product needs", () => {
  for (const { eligibility, items } of products) {
    const required = items.filter(({ isRequired }) => isRequired).map(({ item }) => item);
    expect(required).toEqual(expect.arrayContaining(factsIn(eligibility).map(itemOfFact)));
    expect(new Set(items.map(({ item, granularity }) => item + granularity)).size).toBe(
      items.length,
    );
  }
});

test("a typical small firm is eligible for ten to twenty-five, and nobody is for all", () => {
  const counts = small
    .map((enterprise) => {
      const facts = factsAt(city, enterprise, conditionOf(city, enterprise), city.month);
      return products.filter(({ eligibility }) => judge(eligibility, facts).is === true).length;
    })
    .toSorted((a, b) => a - b);
  const median = counts[Math.floor(counts.length / 2)] ?? 0;
  expect(median).toBeGreaterThanOrEqual(10);
  expect(median).toBeLessThanOrEqual(25);
  expect(counts[Math.floor(counts.length / 10)]).toBeLessThan(10);
  expect(counts.at(-1)).toBeLessThan(50);
});

test("without any consent most products stay unknown or are refused on public grounds", () => {
  const [enterprise] = small;
  const facts = factsAt(city, enterprise!, conditionOf(city, enterprise!), city.month);
  const open = Object.fromEntries(
    Object.entries(facts).map(([fact, value]) => {
      const isPublic = ["registration", "penalties", "abnormal_lists", "tax_credit_grade"].includes(
        itemOfFact(fact),
      );
      return [fact, isPublic ? value : null];
    }),
  );
  const judged = products.map(({ eligibility }) => judge(eligibility, open).is);
  expect(judged.filter((is) => is === null).length).toBeGreaterThan(10);
  expect(judged.filter((is) => is === true).length).toBeLessThan(8);
});

test("every product reaches some firm and refuses some", () => {
  const everyone = Array.from({ length: 1200 }, (_, index) => {
    const enterprise = enterpriseAt(city, index);
    return factsAt(city, enterprise, conditionOf(city, enterprise), city.month);
  });
  const reach = products.map(({ eligibility }) => {
    const verdicts = everyone.map((facts) => judge(eligibility, facts).is);
    return { yes: verdicts.includes(true), no: verdicts.includes(false) };
  });
  expect(reach.every(({ yes, no }) => yes && no)).toBe(true);
});
