import fc from "fast-check";
import type { Facts } from "@/domain/matching/evaluate";
import { never } from "@/domain/profiles/definition";
import type { FactValue } from "@/domain/profiles/windows";
import { type Condition, Rule } from "@/domain/products/rule";
import { addDays, addMonthsToDay } from "@/domain/shared/calendar";

export const asOf = "2026-10-31";
const most = Number.MAX_SAFE_INTEGER;
const odd = ["A", "B", "M", "杭州", "it's", '{"a"}', "back\\slash", "a,b", "null", ""];

const numbers = [-2, -1, 0, 1, 2, 3];
const edges = {
  int4: [-(2 ** 31), 2 ** 31 - 1],
  int8: [-(2n ** 63n), -(2n ** 53n), 2n ** 53n, 2n ** 63n - 1n],
};
const safe = [-most, -most + 1, most - 1, most];
const windows = [0, 1, 2, 8, 12, 1_200];
const days = windows.flatMap((months) => {
  const first = addMonthsToDay(addDays(asOf, 1), -months);
  return [addDays(first, -1), first];
});
const namedDays = ["1000-01-01", "2024-02-28", "2024-02-29", "2024-03-01", "9999-12-31"];

/** Of each kind of column two facts, and every value at which a condition below can turn. */
const values: Record<string, readonly FactValue[]> = {
  tax_arrears: [...[...numbers, ...safe].map(BigInt), ...edges.int8],
  tax_revenue_12m: [...[...numbers, ...safe].map(BigInt), ...edges.int8],
  tax_revenue_growth: [...numbers, ...safe],
  open_penalties: [...numbers, ...edges.int4],
  established_months: [...numbers, ...edges.int4],
  tax_credit_grade: odd,
  district: odd,
  abnormal_listed: [true, false],
  electricity_no_arrears_12m: [true, false],
  established_on: [never, ...days, ...namedDays],
  last_penalty_on: [never, ...days, ...namedDays],
};
const codes = Object.keys(values);
/** What stands in the table and is no fact, and what nobody has. */
const noFacts = [
  "month",
  "consent_id",
  "enterprise_id",
  "updated_at",
  "sex",
  'f"; drop table x; --',
];

const ordered = fc.constantFrom(...numbers, ...safe);
const members = fc.uniqueArray(fc.constantFrom(...odd, "Z"), { minLength: 1, maxLength: 4 });
const operands: Record<Condition["operator"], fc.Arbitrary<Condition["value"]>> = {
  gte: ordered,
  lte: ordered,
  gt: ordered,
  lt: ordered,
  eq: fc.oneof(ordered, fc.constantFrom(...odd)),
  between: fc.record({ min: ordered, max: ordered }),
  in: members,
  not_in: members,
  is_true: fc.constant(undefined),
  is_false: fc.constant(undefined),
  on_or_before: fc.constantFrom(...days, ...namedDays),
  on_or_after: fc.constantFrom(...days, ...namedDays),
  within_months: fc.constantFrom(...windows),
  not_within_months: fc.constantFrom(...windows),
};
export type Operator = Condition["operator"];
export const operators = Object.keys(operands) as Operator[];
const suiting: Record<string, readonly Operator[]> = {
  number: ["gte", "lte", "gt", "lt", "eq", "between"],
  text: ["in", "not_in", "eq"],
  flag: ["is_true", "is_false"],
  day: ["on_or_before", "on_or_after", "within_months", "not_within_months"],
};
function kindOf(code: string): string {
  const [value] = values[code] ?? [];
  if (typeof value === "boolean") return "flag";
  if (typeof value === "string") return value === never ? "day" : "text";
  return "number";
}

const conditionOf = (fact: string, operator: Operator) =>
  operands[operator].map((value): Condition =>
    value === undefined ? { fact, operator } : { fact, operator, value },
  );
/** One that suits its fact; one in ten that need not, with any operand. */
const condition: fc.Arbitrary<Condition> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .constantFrom(...codes)
      .chain((fact) =>
        fc
          .constantFrom(...(suiting[kindOf(fact)] ?? []))
          .chain((operator) => conditionOf(fact, operator)),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...codes, ...noFacts),
        fc.constantFrom(...operators),
        fc.oneof(...Object.values(operands)),
      )
      .map(([fact, operator, value]) =>
        value === undefined ? { fact, operator } : { fact, operator, value },
      ),
  },
);
const { rule: nested } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: "small", maxDepth: 5 },
    condition,
    fc.record({ all: fc.array(tie("rule"), { minLength: 1, maxLength: 4 }) }),
    fc.record({ any: fc.array(tie("rule"), { minLength: 1, maxLength: 4 }) }),
    fc.record({ not: tie("rule") }),
  ),
}));
const seed = 20_261_122;
/** Four hundred rules: single conditions, and groups of them. */
export const rules: Rule[] = [
  { fact: "district", operator: "eq", value: ["A", "B"] },
  { fact: "established_on", operator: "in", value: [...days] },
  ...fc.sample(condition, { numRuns: 258, seed }),
  ...fc.sample(nested, { numRuns: 140, seed }),
].map((rule) => Rule.parse(rule));

/** A third of what there is to know is not known, or is disputed, which is the same to a rule. */
const firm: fc.Arbitrary<Facts> = fc
  .tuple(
    ...codes.map((code) => fc.option(fc.constantFrom(...(values[code] ?? [])), { freq: 2 })),
    fc.boolean(),
  )
  .map((drawn) => {
    const isSparse = drawn.at(-1) === true;
    return new Map(
      codes.flatMap((code, index): [string, FactValue][] => {
        const value = drawn[index] as FactValue;
        return isSparse && value === null ? [] : [[code, value]];
      }),
    );
  });
export const firms = fc.sample(firm, { numRuns: 300, seed });

/** Firms of whom things are known that cannot be: any value under any code. */
export const absurdFirms: Facts[] = fc
  .sample(fc.tuple(...codes.map(() => fc.constantFrom(...Object.values(values).flat()))), {
    numRuns: 300,
    seed,
  })
  .map((drawn) => new Map(codes.map((code, index) => [code, drawn[index] ?? null])));
