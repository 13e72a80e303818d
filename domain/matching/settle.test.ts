import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conditionsOf, type Rule } from "@/domain/products/rule";
import type { FactValue } from "@/domain/profiles/windows";
import { lastDayOf } from "@/domain/shared/calendar";
import { smallFacts, smallRule } from "@/tests/matching-cases";
import { withChange } from "@/tests/mutants";
import { evaluate, type Facts } from "./evaluate";
import { fewestScopes, settlingScopes } from "./settle";

const asOf = lastDayOf("2026-10");
const none: ReadonlySet<string> = new Set();

/** Written down by hand, apart from the registry: what would be known by which scope, and what it could be. */
const numbers = Array.from({ length: 8 }, (_, value) => value - 1);
const counts = numbers.filter((value) => value >= 0);
const held: Record<string, { scope: string; values: readonly FactValue[] }> = {
  tax_revenue_12m: { scope: "tax_declarations:indicator", values: numbers.map(BigInt) },
  tax_arrears: { scope: "tax_declarations:indicator", values: numbers.map(BigInt) },
  tax_revenue_volatility_12m: { scope: "tax_declarations:indicator", values: numbers },
  tax_paid_months_12m: { scope: "tax_declarations:indicator", values: counts },
  electricity_no_arrears_12m: { scope: "electricity_usage:predicate", values: [true, false] },
  invoice_sales_12m: { scope: "vat_invoices:indicator", values: numbers.map(BigInt) },
  insured_headcount: { scope: "social_insurance:indicator", values: counts },
  fund_headcount: { scope: "housing_fund:indicator", values: counts },
  gas_arrears: { scope: "gas_usage:indicator", values: numbers.map(BigInt) },
};
const renamed: Record<string, string> = {
  tax_revenue_12m: "invoice_sales_12m",
  tax_arrears: "gas_arrears",
  serious_penalties_24m: "insured_headcount",
  established_months: "fund_headcount",
};
/** Facts of many scopes, so that there is something to choose. */
function spread(rule: Rule, flip: (fact: string) => boolean): Rule {
  if ("all" in rule) return { all: rule.all.map((part) => spread(part, flip)) };
  if ("any" in rule) return { any: rule.any.map((part) => spread(part, flip)) };
  if ("not" in rule) return { not: spread(rule.not, flip) };
  const other = renamed[rule.fact];
  return other && flip(rule.fact) ? { ...rule, fact: other } : rule;
}

function subsets(scopes: readonly string[]): string[][] {
  return Array.from({ length: 2 ** scopes.length }, (_, bits) =>
    scopes.filter((_scope, index) => (bits >> index) & 1),
  ).toSorted((a, b) => a.length - b.length);
}

/** Whether some values of what the scopes hold make the rule true: all of them tried. */
function canBeTrue(rule: Rule, known: Facts, scopes: readonly string[]): boolean {
  const open = [...new Set(conditionsOf(rule).map(({ fact }) => fact))].filter(
    (fact) => (known.get(fact) ?? null) === null && scopes.includes(held[fact]?.scope ?? ""),
  );
  const values = new Map(known);
  const assign = (index: number): boolean => {
    const fact = open[index];
    if (fact === undefined) return evaluate(rule, values, asOf) === true;
    return held[fact]!.values.some((value) => {
      values.set(fact, value);
      const isTrue = assign(index + 1);
      values.set(fact, known.get(fact) ?? null);
      return isTrue;
    });
  };
  return assign(0);
}

type Case = { rule: Rule; known: Facts; granted: ReadonlySet<string>; fewest: number | null };
const cases: Case[] = fc
  .sample(
    fc.tuple(
      smallRule,
      smallFacts,
      fc.func(fc.boolean()),
      fc.func(fc.boolean()),
      fc.func(fc.integer({ min: 0, max: 9 })),
    ),
    { numRuns: 9_000, seed: 7 },
  )
  .map(([drawn, facts, flip, isKnown, isGranted]) => {
    const rule = spread(drawn, flip);
    const known = new Map([...facts].map(([fact, value]) => [fact, isKnown(fact) ? value : null]));
    const scopes = Object.values(held).map(({ scope }) => scope);
    return { rule, known, granted: new Set(scopes.filter((scope) => isGranted(scope) === 0)) };
  })
  .filter(({ rule, known }) => evaluate(rule, known, asOf) === null)
  .filter(({ rule }) => new Set(conditionsOf(rule).map(({ fact }) => fact)).size <= 5)
  .map(({ rule, known, granted }) => {
    const scopes = [...new Set(conditionsOf(rule).flatMap(({ fact }) => held[fact]?.scope ?? []))];
    const sets = subsets(scopes.filter((scope) => !granted.has(scope)));
    const fewest = sets.find((set) => canBeTrue(rule, known, set));
    return { rule, known, granted, fewest: fewest?.length ?? null };
  });

function faultOf({ rule, known, granted, fewest }: Case, find: typeof settlingScopes) {
  const found = find(rule, known, granted, asOf);
  if ((found?.length ?? null) !== fewest) return `${found?.length} instead of ${fewest}`;
  if (!found) return null;
  if (found.some((scope) => granted.has(scope))) return "asks for what is allowed";
  if (new Set(found).size < found.length) return "says one twice";
  return canBeTrue(rule, known, found) ? null : "does not settle it";
}

const wants = (index: number): Rule => ({ fact: `fact_${index}`, operator: "gte", value: 1 });
const find = (rule: Rule) => fewestScopes(rule, new Map(), asOf, (fact) => `${fact}:x`);

describe("what to allow", () => {
  test("is the smallest set that can settle it: some outcome does, and of fewer scopes none", () => {
    expect(cases.length).toBeGreaterThan(3_000);
    expect(cases.filter(({ fewest }) => fewest === null).length).toBeGreaterThan(300);
    expect(cases.filter(({ fewest }) => fewest && fewest > 1).length).toBeGreaterThan(200);
    expect(cases.flatMap((one) => faultOf(one, settlingScopes) ?? [])).toEqual([]);
  });

  const files = ["domain/matching/settle.ts", "domain/matching/blame.ts"] as const;
  const [settle, blame] = files;
  test.each([
    [settle, "const limit = next", "const limit = next + 1"],
    [settle, "values.has(condition.fact)", "false"],
    [settle, "!granted.has(scope)", "scope"],
    [settle, "number >= 0n && ", ""],
    [settle, "BigInt(bound) + 1n]", "]"],
    [settle, "[value.min, value.max]", "[value.min]"],
    [settle, "scope && !scopes.has(scope) ? scope : null", "scope"],
    [blame, "if (!blame) return null;", "if (!blame) continue;"],
    [blame, "cost: Math.min(", "cost: Math.max("],
    [blame, "if (bound.units.some((unit) => units.has(unit))) continue;", ""],
  ])("a change planted in %s is noticed: %s", async (file, from, to) => {
    const changed = await withChange<{ settlingScopes: typeof settlingScopes }>(files, {
      file,
      from,
      to,
    });
    const isNoticed = (one: Case) => {
      try {
        return faultOf(one, changed.settlingScopes) !== null;
      } catch {
        return true;
      }
    };
    expect(cases.some(isNoticed)).toBe(true);
  });

  test("is nothing where two conditions on one fact exclude each other", () => {
    const apart: Rule = {
      all: [
        { fact: "tax_revenue_12m", operator: "gte", value: 10 },
        { fact: "tax_revenue_12m", operator: "lt", value: 10 },
      ],
    };
    const other: Rule = { fact: "insured_headcount", operator: "gte", value: 3 };
    expect(settlingScopes(apart, new Map(), none, asOf)).toBeNull();
    expect(settlingScopes({ any: [apart, other] }, new Map(), none, asOf)).toEqual([
      "social_insurance:indicator",
    ]);
    const paid: Rule = { fact: "tax_paid_months_12m", operator: "gt", value: 12 };
    expect(settlingScopes(paid, new Map(), none, asOf)).toBeNull();
    const days: Rule = {
      all: [
        { fact: "tax_last_paid_on", operator: "within_months", value: 6 },
        { fact: "tax_last_paid_on", operator: "on_or_before", value: "2026-03-01" },
      ],
    };
    expect(settlingScopes(days, new Map(), none, asOf)).toBeNull();
  });

  const rule: Rule = {
    any: [
      { fact: "electricity_no_arrears_12m", operator: "is_true" },
      {
        all: [
          { fact: "tax_revenue_12m", operator: "gte", value: 1 },
          { fact: "tax_paid_months_12m", operator: "gte", value: 1 },
          { fact: "invoice_sales_12m", operator: "gte", value: 1 },
        ],
      },
    ],
  };

  test("is a question where the source computes, an item otherwise", () => {
    expect(settlingScopes(rule, new Map(), none, asOf)).toEqual(["electricity_usage:predicate"]);
    expect(settlingScopes(rule, new Map(), new Set(["electricity_usage:predicate"]), asOf)).toEqual(
      ["tax_declarations:indicator", "vat_invoices:indicator"],
    );
  });

  test("is nothing where the source has nothing or the fact is public", () => {
    const one: Rule = { fact: "tax_revenue_12m", operator: "gte", value: 1 };
    const granted = new Set(["tax_declarations:indicator"]);
    expect(settlingScopes(one, new Map(), granted, asOf)).toBeNull();
    const grade: Rule = { fact: "tax_credit_grade", operator: "eq", value: "A" };
    expect(settlingScopes(grade, new Map(), none, asOf)).toBeNull();
  });

  test("is found among sixty scopes, beyond the bits of any number", () => {
    const all = Array.from({ length: 60 }, (_, index) => wants(index));
    expect(find({ all })).toHaveLength(60);
    expect(find({ any: all })).toEqual(["fact_0:x"]);
    const pairs: Rule = {
      all: Array.from({ length: 20 }, (_, index) => ({
        any: [wants(index), { all: [wants(index + 20), wants(index + 40)] }],
      })),
    };
    expect(find(pairs)).toHaveLength(20);
    // A cover: every pair of neighbours of a ring of 40 wants one of the two.
    const ring: Rule = {
      all: Array.from({ length: 40 }, (_, index) => ({
        any: [wants(index), wants((index + 1) % 40)],
      })),
    };
    expect(find(ring)).toHaveLength(20);
  });
});
