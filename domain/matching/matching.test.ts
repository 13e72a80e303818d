import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lprPublication } from "@/domain/loans/lpr";
import type { Rule } from "@/domain/products/rule";
import { repaymentKinds } from "@/domain/products/kinds";
import type { ProductContent } from "@/domain/products/schema";
import type { FactValue } from "@/domain/profiles/windows";
import { lastDayOf } from "@/domain/shared/calendar";
import { matchAll } from "@/tests/matching-cases";
import { servesRegion } from "./checks";
import { evaluate, type Facts } from "./evaluate";
import { judgeAll } from "./match";
import { estimatedCost, priceOf } from "./price";
import { conditionOutcomes, judge } from "./rules";
import { restoredInput, RunInputs, runInputs } from "./snapshot";
import { conditionSentence, matchSentences } from "./sentences";

const month = "2026-10";
const asOf = lastDayOf(month);
const none: ReadonlySet<string> = new Set();
const facts = (entries: Record<string, FactValue>): Facts => new Map(Object.entries(entries));

const amounts = ["tax_revenue_12m", "invoice_sales_12m", "tax_arrears", "insurance_arrears"];
const counts = ["insured_headcount", "tax_paid_months_12m", "established_months", "open_penalties"];
const flags = ["abnormal_listed", "electricity_no_arrears_12m"];
const sets = ["tax_credit_grade", "industry_section"];
const letters = ["A", "B", "M", "C", "D"];

const small = fc.integer({ min: 0, max: 14 });
const condition: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({
    fact: fc.constantFrom(...amounts, ...counts),
    operator: fc.constantFrom("gte", "gt", "lte", "lt", "eq"),
    value: small,
  }),
  fc.record({ fact: fc.constantFrom(...flags), operator: fc.constantFrom("is_true", "is_false") }),
  fc.record({
    fact: fc.constantFrom(...sets),
    operator: fc.constantFrom("in", "not_in"),
    value: fc.uniqueArray(fc.constantFrom(...letters), { minLength: 1, maxLength: 3 }),
  }),
);
const { rule: anyRule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    condition,
    fc.record({ all: fc.array(tie("rule"), { minLength: 1, maxLength: 4 }) }),
    fc.record({ any: fc.array(tie("rule"), { minLength: 1, maxLength: 4 }) }),
    fc.record({ not: tie("rule") }),
  ),
}));
const unknown = fc.constant(null);
const anyFacts: fc.Arbitrary<Facts> = fc
  .tuple(
    ...amounts.map(() => fc.option(small.map(BigInt))),
    ...counts.map(() => fc.option(small)),
    ...flags.map(() => fc.oneof(fc.boolean(), unknown)),
    ...sets.map(() => fc.oneof(fc.constantFrom(...letters), unknown)),
  )
  .map((values) => {
    const codes = [...amounts, ...counts, ...flags, ...sets];
    return new Map(codes.map((code, index) => [code, values[index] ?? null]));
  });

/** Kleene by numbers: false 0, unknown ½, true 1; and is the least, or the greatest, not the rest to 1. */
function oracle(rule: Rule, known: Facts): 0 | 0.5 | 1 {
  if ("all" in rule) return Math.min(...rule.all.map((part) => oracle(part, known))) as 0 | 0.5 | 1;
  if ("any" in rule) return Math.max(...rule.any.map((part) => oracle(part, known))) as 0 | 0.5 | 1;
  if ("not" in rule) return (1 - oracle(rule.not, known)) as 0 | 0.5 | 1;
  const value = known.get(rule.fact);
  if (value === null || value === undefined) return 0.5;
  const number = Number(value);
  const threshold = Number(rule.value);
  const members = [rule.value].flat().map(String);
  const truths = {
    gte: number >= threshold,
    gt: number > threshold,
    lte: number <= threshold,
    lt: number < threshold,
    eq: number === threshold,
    in: members.includes(String(value)),
    not_in: !members.includes(String(value)),
    is_true: value === true,
    is_false: value === false,
  };
  return truths[rule.operator as keyof typeof truths] ? 1 : 0;
}

describe("evaluating", () => {
  test("agrees with an independent three-valued oracle", () => {
    fc.assert(
      fc.property(anyRule, anyFacts, (rule, known) => {
        const truth = evaluate(rule, known, asOf);
        expect(truth === null ? 0.5 : Number(truth)).toBe(oracle(rule, known));
      }),
      { numRuns: 2000 },
    );
  });

  test("a verdict never turns when more becomes known", () => {
    fc.assert(
      fc.property(anyRule, anyFacts, anyFacts, (rule, known, more) => {
        const before = evaluate(rule, known, asOf);
        fc.pre(before !== null);
        const both = new Map([...more].map(([code, value]) => [code, known.get(code) ?? value]));
        expect(evaluate(rule, both, asOf)).toBe(before);
      }),
    );
  });

  test.each([
    ["a string where a number is asked", { fact: "district", operator: "gte", value: 1 }],
    ["a flag where a set is asked", { fact: "abnormal_listed", operator: "in", value: ["x"] }],
    ["a fact nobody registered", { fact: "sex", operator: "eq", value: "f" }],
  ] as const)("%s is unknown, never false", (_case, rule) => {
    const known = facts({ district: "330106", abnormal_listed: false });
    expect(evaluate(rule as Rule, known, asOf)).toBeNull();
  });

  test("amounts beyond 2^53 are compared exactly", () => {
    const rule: Rule = { fact: "tax_revenue_12m", operator: "gt", value: Number.MAX_SAFE_INTEGER };
    expect(evaluate(rule, facts({ tax_revenue_12m: BigInt(Number.MAX_SAFE_INTEGER) }), asOf)).toBe(
      false,
    );
    expect(
      evaluate(rule, facts({ tax_revenue_12m: BigInt(Number.MAX_SAFE_INTEGER) + 1n }), asOf),
    ).toBe(true);
  });
});

describe("failing conditions", () => {
  test("explain the verdict: were they all other, the rule would not fail", () => {
    fc.assert(
      fc.property(anyRule, anyFacts, (rule, known) => {
        const { verdict, failing } = judge(rule, known, { month, granted: none });
        expect(failing.length > 0).toBe(verdict === "not_eligible");
        for (const { outcome, wanted } of failing) expect(outcome).toBe(!wanted);
      }),
    );
  });

  test("of an alternative that is met are not mentioned", () => {
    const rule: Rule = {
      all: [
        {
          any: [
            { fact: "tax_revenue_12m", operator: "gte", value: 100 },
            { fact: "insured_headcount", operator: "gte", value: 3 },
          ],
        },
        { not: { fact: "abnormal_listed", operator: "is_true" } },
      ],
    };
    const known = facts({ tax_revenue_12m: 1n, insured_headcount: 5, abnormal_listed: true });
    const { failing } = judge(rule, known, { month, granted: none });
    expect(conditionOutcomes(rule, known, { month }).map(({ outcome }) => outcome)).toEqual([
      false,
      true,
      true,
    ]);
    expect(failing.map(({ condition: { fact } }) => fact)).toEqual(["abnormal_listed"]);
  });
});

const product = (over: Partial<ProductContent> = {}): ProductContent => ({
  code: "tax-loan",
  name: { zh: "税易贷", en: "Tax loan" },
  summary: { zh: "凭税授信", en: "On tax records" },
  kind: "credit",
  guarantee: "none",
  amountMin: 10_000_000,
  amountMax: 300_000_000,
  termMin: 3,
  termMax: 36,
  repaymentKinds: ["equal_instalments", "interest_first"],
  lprTenor: "1y",
  spreadMin: 20,
  spreadMax: 121,
  fees: [],
  regions: [],
  isFirstLoan: false,
  isPolicy: false,
  materials: [],
  promisedWorkingDays: 3,
  purposeTemplate: "loan_application",
  items: [
    {
      item: "tax_declarations",
      granularity: "indicator",
      why: { zh: "核实收入", en: "To verify revenue" },
      isRequired: true,
    },
  ],
  eligibility: { fact: "tax_revenue_12m", operator: "gte", value: 100 },
  ...over,
});

/** A run's inputs after they were sealed and opened again. */
const kept = (run: Parameters<typeof runInputs>[0]) =>
  restoredInput(RunInputs.parse(JSON.parse(JSON.stringify(runInputs(run, "0".repeat(32))))));

describe("matching", () => {
  const need = { amount: 100_000_000n, months: 12 };
  const input = { granted: none, need, on: "2026-11-21", month };

  test("ranks eligible by cost, then unknown, then not eligible, ties by code", () => {
    const expensive = product({ code: "expensive", spreadMax: 400 });
    const tie = product({ code: "a-tie" });
    const unknownRule: Rule = { fact: "invoice_sales_12m", operator: "gte", value: 1 };
    const matches = matchAll({
      ...input,
      facts: facts({ tax_revenue_12m: 100n }),
      products: [
        expensive,
        product({ code: "refused", amountMax: 20_000_000 }),
        product({ code: "maybe", eligibility: unknownRule }),
        product(),
        tie,
      ].map((content) => ({ id: content.code, content })),
    });
    expect(matches.map(({ code, verdict }) => [code, verdict])).toEqual([
      ["a-tie", "eligible"],
      ["tax-loan", "eligible"],
      ["expensive", "eligible"],
      ["maybe", "unknown"],
      ["refused", "not_eligible"],
    ]);
    expect(matches[0]!.price).toMatchObject({ nominalFrom: 320, nominalTo: 421, nominal: 371 });
    expect(matches[3]!.rules.settling).toEqual(["vat_invoices:indicator"]);
    expect(matches[4]!.price).toBeNull();
    expect(matchSentences(matches[4]!, { month }).reasons.map(({ key }) => key)).toEqual([
      "check.amount.failed",
    ]);
  });

  test("a run keeps the loan prime rate it was priced by, whatever is published later", () => {
    const products = [{ id: "one", content: product() }];
    const run = { ...input, facts: facts({ tax_revenue_12m: 100n }), products };
    expect(kept(run).lpr).toEqual(lprPublication(run.on));

    const lpr = { on: "2026-11-20", "1y": 250, "5y": 300 };
    const priced = judgeAll({ ...run, lpr });
    expect(priced[0]!.price).toMatchObject({ nominal: 321 });
    expect(judgeAll({ ...kept({ ...run, lpr }), products })).toEqual(priced);
  });

  test.each([
    ["amount at its upper bound", { need: { ...need, amount: 300_000_000n } }, {}, "eligible"],
    ["a fen above", { need: { ...need, amount: 300_000_001n } }, {}, "not_eligible"],
    ["a term too short", { need: { ...need, months: 2 } }, {}, "not_eligible"],
    ["another city", {}, { content: product({ regions: ["330200"] }) }, "not_eligible"],
    ["the own city", {}, { content: product({ regions: ["330100"] }) }, "eligible"],
    [
      "a product not yet on offer",
      {},
      { content: product({ validFrom: "2026-11-22" }) },
      "not_eligible",
    ],
    ["its last day", {}, { content: product({ validTo: "2026-11-21" }) }, "eligible"],
    [
      "collateral asked for, none to give",
      { need: { ...need, guarantees: ["none"] } },
      { content: product({ guarantee: "collateral" }) },
      "not_eligible",
    ],
  ] as const)("%s", (_case, over, version, verdict) => {
    const [match] = matchAll({
      ...input,
      ...over,
      facts: facts({ tax_revenue_12m: 100n, district: "330106" }),
      products: [{ id: "1", content: product(), ...version }],
    });
    expect(match!.verdict).toBe(verdict);
  });

  test("the verdict is what its checks and its rule come to together", () => {
    const day = fc.option(fc.constantFrom("2026-11-20", "2026-11-21", "2026-11-22"), {
      nil: undefined,
    });
    const kind = fc.constantFrom("none" as const, "collateral" as const, "guarantor" as const);
    const district = fc.constantFrom("330106", "330205", null);
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        fc.record({ validFrom: day, validTo: day, guarantee: kind }),
        fc.constantFrom<string[][]>([], ["330100"], ["330000"], ["330205"]),
        fc.record({
          amount: fc.constantFrom(9_999_999n, 10_000_000n, 300_000_000n, 2n ** 64n),
          months: fc.constantFrom(2, 3, 36, 37),
          guarantees: fc.array(kind, { maxLength: 2 }),
        }),
        fc.record({ district, tax_revenue_12m: fc.constantFrom(99n, 100n, null) }),
        (version, regions, asked, known) => {
          const content = product({ ...version, regions });
          const [match] = matchAll({
            ...input,
            need: asked,
            facts: facts(known),
            products: [{ id: "1", content }],
          });
          const { checks, rules, verdict } = match!;
          const outcomes = new Set<boolean | null>(checks.map(({ outcome }) => outcome));
          outcomes.add({ eligible: true, not_eligible: false, unknown: null }[rules.verdict]);
          const together = outcomes.has(null) ? "unknown" : "eligible";
          expect(verdict).toBe(outcomes.has(false) ? "not_eligible" : together);
          seen.add(verdict);
        },
      ),
      { numRuns: 3_000 },
    );
    expect(seen.size).toBe(3);
  });

  test("a preferred repayment is priced where it is offered, and said where it is not", () => {
    const content = product();
    const priceFor = (repaymentKind: "interest_first" | "bullet") =>
      priceOf(content, { ...need, repaymentKind }, "2026-11-21");
    expect(priceFor("interest_first")).toMatchObject({
      repaymentKind: "interest_first",
      isPreferredKind: true,
    });
    expect(priceFor("bullet")).toMatchObject({
      repaymentKind: "equal_instalments",
      isPreferredKind: false,
    });
  });

  test("the estimate that chooses what to price exactly is near the price", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...repaymentKinds),
        fc.integer({ min: 3, max: 36 }),
        fc.integer({ min: 0, max: 1500 }),
        (repaymentKind, months, spread) => {
          const content = product({
            repaymentKinds: [repaymentKind],
            spreadMin: spread,
            spreadMax: spread,
            fees: [
              { name: { zh: "费", en: "Fee" }, timing: "per_period", basisPoints: 5, amount: 7 },
            ],
          });
          const asked = { ...need, months };
          const cost = Number(priceOf(content, asked, "2026-11-21").totalCost);
          expect(
            Math.abs(estimatedCost(content, asked, lprPublication("2026-11-21")) - cost),
          ).toBeLessThan(100);
        },
      ),
    );
  });

  test("beyond the first hundred, products are ranked and not priced", () => {
    const products = Array.from({ length: 103 }, (_, index) =>
      product({ code: `p-${index}`, spreadMin: index, spreadMax: index }),
    ).map((content) => ({ id: content.code, content }));
    const matches = judgeAll({ ...input, facts: facts({ tax_revenue_12m: 100n }), products });
    expect(matches.map(({ code }) => code)).toEqual(products.map(({ id }) => id));
    expect(matches.filter(({ price }) => price === null).map(({ code }) => code)).toEqual([
      "p-100",
      "p-101",
      "p-102",
    ]);
  });

  test("an unknown district leaves a regional product unknown", () => {
    expect(servesRegion(["330100"], null)).toBeNull();
    expect(servesRegion([], null)).toBe(true);
    expect(servesRegion(["330000"], "330106")).toBe(true);
    expect(servesRegion(["330106"], "330105")).toBe(false);
  });
});

describe("sentences", () => {
  test("turn a negated condition round", () => {
    const outcome = {
      condition: { fact: "tax_arrears", operator: "gt", value: 0 },
      value: 5n,
    } as const;
    expect(conditionSentence({ ...outcome, outcome: true, wanted: false })).toEqual({
      key: "condition.lte.failed",
      params: {
        fact: "tax_arrears",
        value: { unit: "fen", value: 5n },
        threshold: { unit: "fen", value: 0 },
      },
    });
  });
});
