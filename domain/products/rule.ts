import { z } from "zod";
import { evidenceScope, findFact } from "@/domain/profiles/indicators";
import type { Unit } from "@/domain/profiles/definition";
import { DayText } from "@/domain/shared/calendar";
import { memberTests } from "./members";

const ruleOperators = [
  "gte",
  "lte",
  "gt",
  "lt",
  "eq",
  "between",
  "in",
  "not_in",
  "is_true",
  "is_false",
  "on_or_before",
  "on_or_after",
  "within_months",
  "not_within_months",
] as const;
export type RuleOperator = (typeof ruleOperators)[number];

/** How deep groups may stand in one another, and how many conditions a rule may have. */
export const deepestRule = 8;
export const longestRule = 60;
/** A window reaches back a hundred years at most. */
export const longestWindow = 1_200;

const Bound = z.number().int().safe();

/** One eligibility condition over a fact. Amounts are integer fen, rates and changes basis points. */
export const Condition = z.strictObject({
  fact: z.string().min(1).max(60),
  operator: z.enum(ruleOperators),
  /**
   * Integer for ordered operators (fen, bp, count, months), both ends for `between`, strings for
   * sets, "YYYY-MM-DD" for days, whole months for windows, absent for flags.
   */
  value: z
    .union([
      Bound,
      z.string().max(40),
      z.array(z.string().max(40)).min(1).max(60),
      z.strictObject({ min: Bound, max: Bound }),
    ])
    .optional(),
});
export type Condition = z.infer<typeof Condition>;

export type Rule = Condition | { all: Rule[] } | { any: Rule[] } | { not: Rule };

const Part: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    Condition,
    z.strictObject({ all: z.array(Part).min(1).max(40) }),
    z.strictObject({ any: z.array(Part).min(1).max(40) }),
    z.strictObject({ not: Part }),
  ]),
);

/** A rule as it comes from outside: `rule_too_deep` or `rule_too_long` before anything recurses. */
export const Rule: z.ZodType<Rule> = z
  .unknown()
  .superRefine((rule, context) => {
    const message = excessOf(rule);
    if (message) context.addIssue({ code: "custom", message });
  })
  .pipe(Part);

/** Walked without recursion: what is nested ten thousand deep must not end the process. */
function excessOf(rule: unknown): "rule_too_deep" | "rule_too_long" | null {
  const open: { part: unknown; depth: number }[] = [{ part: rule, depth: 0 }];
  let conditions = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const parts = partsOf(next.part);
    if (parts.length === 0) conditions += 1;
    else if (next.depth === deepestRule) return "rule_too_deep";
    if (conditions + open.length + parts.length > longestRule * deepestRule) return "rule_too_long";
    const depth = next.depth + 1;
    open.push(...parts.map((part) => ({ part, depth })));
  }
  return conditions > longestRule ? "rule_too_long" : null;
}

function partsOf(part: unknown): unknown[] {
  if (part === null || typeof part !== "object") return [];
  const { all, any, not } = part as { all?: unknown; any?: unknown; not?: unknown };
  return [all, any]
    .flatMap((group) => (Array.isArray(group) ? (group as unknown[]) : []))
    .concat(not === undefined ? [] : [not]);
}

/** Every condition of a rule, in its order. */
export function conditionsOf(rule: Rule): Condition[] {
  if ("fact" in rule) return [rule];
  if ("not" in rule) return conditionsOf(rule.not);
  return ("all" in rule ? rule.all : rule.any).flatMap(conditionsOf);
}

export type RuleIssue = {
  reason:
    | "fact_unknown"
    | "operator_not_for_fact"
    | "value_not_for_operator"
    | "value_unknown_to_fact"
    | "bounds_reversed"
    | "item_not_requested";
  fact: string;
};

const orderedOperators: readonly RuleOperator[] = ["gte", "lte", "gt", "lt", "eq", "between"];
/** What may be asked of a fact, by its unit. */
export const operatorsByUnit: Record<Unit, readonly RuleOperator[]> = {
  fen: orderedOperators,
  bp: orderedOperators,
  count: orderedOperators,
  months: orderedOperators,
  set: ["eq", "in", "not_in"],
  flag: ["is_true", "is_false"],
  day: ["on_or_before", "on_or_after", "within_months", "not_within_months"],
};

/**
 * What is wrong with a rule before any enterprise is judged by it: facts nobody registered, operators
 * or values that do not suit them, and facts whose evidence the product does not ask for.
 */
export function ruleIssues(rule: Rule, scopes: ReadonlySet<string>): RuleIssue[] {
  return conditionsOf(rule).flatMap((condition) => conditionIssues(condition, scopes));
}

function conditionIssues(condition: Condition, scopes: ReadonlySet<string>): RuleIssue[] {
  const { fact } = condition;
  const reason =
    misfitOf(condition) ??
    (isReversed(condition) ? "bounds_reversed" : null) ??
    (namesNothing(condition) ? "value_unknown_to_fact" : null);
  const scope = evidenceScope(fact);
  const isAsked = scope === null || scopes.has(scope);
  return [
    ...(reason ? [{ reason, fact }] : []),
    ...(isAsked ? [] : [{ reason: "item_not_requested" as const, fact }]),
  ];
}

/** Why a condition can mean nothing, whoever is judged: such a one is unknown of everyone. */
export function misfitOf(condition: Condition): RuleIssue["reason"] | null {
  const fact = findFact(condition.fact);
  if (!fact) return "fact_unknown";
  if (!operatorsByUnit[fact.unit].includes(condition.operator)) return "operator_not_for_fact";
  return suits(condition) ? null : "value_not_for_operator";
}

/** Whether one of the names it compares with is none that any enterprise has. */
const namesNothing = ({ fact, value }: Condition) =>
  [value]
    .flat()
    .some((one) => typeof one === "string" && memberTests[fact] && !memberTests[fact](one));

function suits({ fact, operator, value }: Condition): boolean {
  switch (operator) {
    case "gte":
    case "lte":
    case "gt":
    case "lt":
      return typeof value === "number";
    case "eq":
      return typeof value === (findFact(fact)?.unit === "set" ? "string" : "number");
    case "between":
      return typeof value === "object" && !Array.isArray(value);
    case "in":
    case "not_in":
      return Array.isArray(value);
    case "is_true":
    case "is_false":
      return value === undefined;
    case "on_or_before":
    case "on_or_after":
      return DayText.safeParse(value).success;
    case "within_months":
    case "not_within_months":
      return typeof value === "number" && value >= 0 && value <= longestWindow;
  }
}

/** Whether a range ends before it begins. */
export function isReversed({ value }: Condition): boolean {
  return typeof value === "object" && !Array.isArray(value) && value.min > value.max;
}
