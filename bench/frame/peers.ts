import jsonLogic, { type RulesLogic } from "json-logic-js";
import { Engine, type NestedCondition, type TopLevelCondition } from "json-rules-engine";
import type { Facts } from "@/domain/matching/evaluate";
import type { Condition, Rule, RuleOperator } from "@/domain/products/rule";

/**
 * The same rules in the words of two libraries. Both are two-valued: they are asked which products
 * the firm certainly meets. That is exact once every `not` is moved to its condition and a missing
 * value meets none of them, in the data of the bench: its missing fact is asked only for `gte`.
 */
export type Peer = { name: string; eligible: () => Promise<number[]> | number[] };

const opposites: Partial<Record<RuleOperator, RuleOperator>> = {
  in: "not_in",
  not_in: "in",
  is_true: "is_false",
  is_false: "is_true",
  gte: "lt",
  lt: "gte",
  lte: "gt",
  gt: "lte",
};

/** Without `not`. Throws of a condition that has no opposite. */
function plain(rule: Rule, isNegated = false): Exclude<Rule, { not: Rule }> {
  if ("not" in rule) return plain(rule.not, !isNegated);
  if ("fact" in rule) {
    const operator = isNegated ? opposites[rule.operator] : rule.operator;
    if (!operator) throw new Error(`${rule.operator} has no opposite`);
    return { ...rule, operator };
  }
  const isAll = "all" in rule;
  const parts = (isAll ? rule.all : rule.any).map((part) => plain(part, isNegated));
  return isAll === isNegated ? { any: parts } : { all: parts };
}

/** Amounts as numbers: neither library takes a bigint, and these are safe integers. */
function dataOf(facts: Facts): Record<string, unknown> {
  return Object.fromEntries(
    [...facts].map(([code, value]) => [code, typeof value === "bigint" ? Number(value) : value]),
  );
}

const engineOperators: Partial<Record<RuleOperator, string>> = {
  gte: "greaterThanInclusive",
  lte: "lessThanInclusive",
  in: "in",
  not_in: "notIn",
};

export function asEngine(rule: Rule): NestedCondition {
  const part = plain(rule);
  if ("fact" in part) return engineCondition(part);
  return "all" in part ? { all: part.all.map(asEngine) } : { any: part.any.map(asEngine) };
}

function engineCondition({ fact, operator, value }: Condition): NestedCondition {
  if (operator === "is_true" || operator === "is_false")
    return { fact, operator: "equal", value: operator === "is_true" };
  const named = engineOperators[operator];
  if (!named) throw new Error(`json-rules-engine has no ${operator}`);
  return { fact, operator: named, value };
}

/** json-rules-engine: one engine with every rule, run once a firm. */
export function rulesEngine(rules: readonly Rule[], facts: Facts): Peer {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const [index, rule] of rules.entries())
    engine.addRule({
      conditions: asEngine(rule) as TopLevelCondition,
      event: { type: "eligible", params: { index } },
    });
  const data = dataOf(facts);
  return {
    name: "json-rules-engine",
    eligible: async () => {
      const { events } = await engine.run(data);
      return events.map(({ params }) => Number(params?.["index"]));
    },
  };
}

export function asLogic(rule: Rule): RulesLogic {
  const part = plain(rule);
  if ("all" in part) return { and: part.all.map(asLogic) };
  if ("any" in part) return { or: part.any.map(asLogic) };
  const fact = { var: part.fact };
  const members = Array.isArray(part.value) ? part.value : [];
  switch (part.operator) {
    case "gte":
      return { ">=": [fact, Number(part.value)] };
    case "lte":
      return { "<=": [fact, Number(part.value)] };
    case "in":
      return { in: [fact, members] };
    case "not_in":
      return { "!": [{ in: [fact, members] }] };
    case "is_true":
    case "is_false":
      return { "===": [fact, part.operator === "is_true"] };
    default:
      throw new Error(`not said in JsonLogic here: ${part.operator}`);
  }
}

/** json-logic-js: each rule applied to the firm. */
export function logic(rules: readonly Rule[], facts: Facts): Peer {
  const said = rules.map(asLogic);
  const data = dataOf(facts);
  return {
    name: "json-logic-js",
    eligible: () =>
      said.flatMap((rule, index) => (jsonLogic.apply(rule, data) === true ? [index] : [])),
  };
}
