import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guaranteeKinds } from "@/domain/products/kinds";
import type { ProductContent } from "@/domain/products/schema";
import type { Rule } from "@/domain/products/rule";
import { productContent } from "@/tests/bank-factories";
import { matchAll } from "@/tests/matching-cases";
import type { MatchInput } from "./match";
import { conditionOutcomes, judge } from "./rules";
import { matchSentences } from "./sentences";
import { wayInOf } from "./way-in";

const month = "2026-10";
const on = "2026-11-22";
const product = (over: Partial<ProductContent> = {}): ProductContent => ({
  ...productContent,
  amountMin: 10_000_000,
  amountMax: 300_000_000,
  termMin: 3,
  termMax: 36,
  ...over,
});
const input = {
  facts: new Map([["tax_revenue_12m", 5n]]),
  granted: new Set<string>(),
  need: { amount: 100_000_000n, months: 12 },
  on,
  month,
} satisfies Omit<MatchInput, "products">;
const matched = (content: ProductContent, over: Partial<MatchInput> = {}) =>
  matchAll({ ...input, ...over, products: [{ id: "1", content }] })[0]!;

describe("the way in", () => {
  test("is nothing for what fits", () => {
    expect(wayInOf(matched(product()))).toBeNull();
  });

  test("of a need is the nearest that the product lends: a fen or a month less far does not do", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 1_000_000_000n }),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(...guaranteeKinds),
        fc.constantFrom(...guaranteeKinds),
        (amount, months, guarantee, given) => {
          const content = product({ guarantee });
          const need = { amount, months, guarantees: [given] };
          const way = wayInOf(matched(content, { need }));
          const changed = { ...need };
          for (const change of way?.need ?? []) {
            if (change.of === "amount") changed.amount = change.to;
            if (change.of === "term") changed.months = change.to;
            if (change.of === "guarantee") changed.guarantees = [change.to];
          }
          expect(matched(content, { need: changed }).verdict).toBe("eligible");
          const near = {
            amount: changed.amount + (amount > changed.amount ? 1n : -1n),
            months: changed.months + (months > changed.months ? 1 : -1),
            guarantees: [given],
          };
          for (const { of } of way?.need ?? []) {
            const key = of === "term" ? "months" : of === "amount" ? "amount" : "guarantees";
            const less = { ...changed, [key]: near[key] };
            expect(matched(content, { need: less }).verdict).toBe("not_eligible");
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test("is need and enterprise together, and waits for what takes longest", () => {
    const content = product({
      validFrom: "2027-03-01",
      eligibility: {
        all: [
          { fact: "tax_revenue_12m", operator: "gte", value: 9 },
          { fact: "tax_paid_months_12m", operator: "gte", value: 6 },
        ],
      },
    });
    const facts = new Map<string, bigint | number>([
      ["tax_revenue_12m", 5n],
      ["tax_paid_months_12m", 4],
    ]);
    const need = { amount: 500_000_000n, months: 12 };
    const match = matched(content, { facts, need });
    expect(wayInOf(match)).toMatchObject({
      need: [
        { of: "amount", to: 300_000_000n },
        { of: "opening", to: "2027-03-01" },
      ],
      facts: [{ fact: "tax_revenue_12m" }, { fact: "tax_paid_months_12m", about: "2026-12" }],
      about: "2027-03",
      reaches: "eligible",
    });
    expect(matchSentences(match, { month }).changes.at(-1)).toEqual({
      key: "change.all_by",
      params: { about: { unit: "month", value: "2027-03" } },
    });
  });

  test.each([
    ["another region", { regions: ["440000"] }],
    ["an offer that is over", { validTo: "2026-01-01" }],
    [
      "a rule on the industry",
      { eligibility: { fact: "industry_section", operator: "in", value: ["A"] } as Rule },
    ],
  ])("is none into %s, and that is said", (_case, over) => {
    const facts = new Map([
      ["district", "330106"],
      ["industry_section", "C"],
    ]);
    const match = matched(product(over), { facts, need: { amount: 1n, months: 12 } });
    expect(match.verdict).toBe("not_eligible");
    expect(wayInOf(match)).toBeNull();
    expect(matchSentences(match, { month }).changes).toEqual([{ key: "change.none", params: {} }]);
  });
});

describe("reasons", () => {
  const rule: Rule = {
    all: [
      { fact: "tax_revenue_12m", operator: "gte", value: 100 },
      { fact: "insured_headcount", operator: "gte", value: 3 },
      { fact: "industry_section", operator: "in", value: ["A"] },
      { not: { fact: "tax_arrears", operator: "gt", value: 0 } },
    ],
  };
  const facts = new Map<string, bigint | number | string>([
    ["tax_revenue_12m", 90n],
    ["insured_headcount", 1],
    ["industry_section", "C"],
    ["tax_arrears", 1_000n],
  ]);

  test("stand with the strongest first: what nobody can change, then what lies furthest", () => {
    const { failing } = judge(rule, facts, { month, granted: new Set() });
    expect(failing.map(({ condition }) => condition.fact)).toEqual([
      "industry_section",
      "insured_headcount",
      "tax_arrears",
      "tax_revenue_12m",
    ]);
    const match = matched(product({ eligibility: rule, regions: ["440000"] }), {
      facts: new Map([...facts, ["district", "330106"]]),
      need: { amount: 301_000_000n, months: 12 },
    });
    expect(matchSentences(match, { month }).reasons.map(({ key }) => key)).toEqual([
      "check.region.failed",
      "condition.in.failed",
      "condition.gte.failed",
      "condition.lte.failed",
      "condition.gte.failed",
      "check.amount.failed",
    ]);
  });

  test("say of each condition alone what would change it, and how good its value is", () => {
    const origins = new Map([
      [
        "tax_arrears",
        { asOf: "2026-09", coverage: { present: 20, expected: 24 }, isDisputed: false },
      ],
      ["insured_headcount", { asOf: "2026-10", coverage: null, isDisputed: true }],
    ]);
    const known = new Map([...facts, ["insured_headcount", null] as const]);
    const [revenue, headcount, industry, arrears] = conditionOutcomes(rule, known, {
      month,
      origins,
    });
    expect(revenue).toMatchObject({ asOf: null, isDisputed: false, change: { to: 100n } });
    expect(headcount).toMatchObject({
      outcome: null,
      asOf: "2026-10",
      isDisputed: true,
      change: null,
    });
    expect(industry).toMatchObject({ outcome: false, change: null });
    expect(arrears).toMatchObject({ asOf: "2026-09", wanted: false, change: { to: 0n } });
  });
});
