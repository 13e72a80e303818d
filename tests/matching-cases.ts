import fc from "fast-check";
import type { Rule } from "@/domain/products/rule";
import type { FactValue } from "@/domain/profiles/windows";
import type { Facts } from "@/domain/matching/evaluate";
import { explain, judgeAll, type MatchInput, type ProductMatch } from "@/domain/matching/match";

/** Small rules over small facts, so that everything can be tried by hand. */
const figures = {
  tax_revenue_12m: "amount",
  tax_arrears: "amount",
  tax_revenue_volatility_12m: "number",
  tax_paid_months_12m: "number",
  serious_penalties_24m: "number",
  established_months: "number",
} as const;
const grades = ["A", "B", "M", "C", "D"];
const small = fc.integer({ min: 0, max: 5 });
const days = ["2026-05-15", "2026-07-31", "2026-08-01", "2026-09-30", "2026-10-20"];

const condition: fc.Arbitrary<Rule> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      fact: fc.constantFrom(...Object.keys(figures)),
      operator: fc.constantFrom("gte", "gt", "lte", "lt", "eq"),
      value: small,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      fact: fc.constantFrom(...Object.keys(figures)),
      operator: fc.constant("between"),
      value: fc.tuple(small, small).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      fact: fc.constant("established_on"),
      operator: fc.constantFrom("within_months", "not_within_months"),
      value: small,
    }),
  },
  fc.record({
    fact: fc.constantFrom("abnormal_listed", "electricity_no_arrears_12m"),
    operator: fc.constantFrom("is_true", "is_false"),
  }),
  fc.record({
    fact: fc.constantFrom("tax_credit_grade", "industry_section"),
    operator: fc.constantFrom("in", "not_in"),
    value: fc.uniqueArray(fc.constantFrom(...grades), { minLength: 1, maxLength: 2 }),
  }),
) as fc.Arbitrary<Rule>;

const groups = (part: fc.Arbitrary<Rule>): fc.Arbitrary<Rule> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ all: fc.array(part, { minLength: 1, maxLength: 4 }) }) },
    { weight: 2, arbitrary: fc.record({ any: fc.array(part, { minLength: 1, maxLength: 3 }) }) },
    fc.record({ not: part }),
  );
const part = fc.oneof({ weight: 2, arbitrary: condition }, groups(condition));

const pair = fc.record({ all: fc.array(condition, { minLength: 2, maxLength: 3 }) });
/** Rules of a few conditions in three levels of groups at most. */
export const smallRule = fc.oneof(
  { weight: 2, arbitrary: groups(part) },
  { weight: 2, arbitrary: fc.record({ any: fc.array(pair, { minLength: 2, maxLength: 3 }) }) },
  groups(fc.oneof(condition, groups(part))),
);

const value = (kind: "amount" | "number") =>
  kind === "amount" ? small.map(BigInt) : small.map(Number);

/** Facts of which any may be unknown. */
export const smallFacts: fc.Arbitrary<Facts> = fc
  .record({
    ...Object.fromEntries(
      Object.entries(figures).map(([code, kind]) => [
        code,
        fc.option<FactValue>(value(kind), { freq: 8 }),
      ]),
    ),
    established_on: fc.option(fc.constantFrom(...days), { freq: 8 }),
    abnormal_listed: fc.option(fc.boolean(), { freq: 8 }),
    electricity_no_arrears_12m: fc.option(fc.boolean(), { freq: 8 }),
    tax_credit_grade: fc.option(fc.constantFrom(...grades), { freq: 8 }),
    industry_section: fc.option(fc.constantFrom(...grades), { freq: 8 }),
  })
  .map((values: Record<string, FactValue>) => new Map(Object.entries(values)));

/** Every product judged and in its place, and each explained, as pages explain what they show. */
export function matchAll(input: MatchInput): ProductMatch[] {
  const contents = new Map(input.products.map(({ id, content }) => [id, content]));
  return judgeAll(input).map((judged) => explain(judged, contents.get(judged.productId)!, input));
}
