import type { Condition, Operator, Rule } from "./product";

export const wan = (amount: number): number => amount * 1_000_000;
export const percent = (share: number): number => share * 100;

export const atLeast = (fact: string, value: number): Condition => ({
  fact,
  operator: "gte",
  value,
});
export const atMost = (fact: string, value: number): Condition => ({
  fact,
  operator: "lte",
  value,
});
export const oneOf = (fact: string, ...value: string[]): Condition => ({
  fact,
  operator: "in",
  value,
});
export const noneOf = (fact: string, ...value: string[]): Condition => ({
  fact,
  operator: "not_in",
  value,
});
export const isTrue = (fact: string): Condition => ({ fact, operator: "is_true" });
export const isFalse = (fact: string): Condition => ({ fact, operator: "is_false" });
export const anyOf = (...any: Rule[]): Rule => ({ any });

/** What every bank asks: old enough, not on the abnormal list, no serious penalty. */
export function standing(months: number): Rule[] {
  return [
    atLeast("established_months", months),
    isFalse("abnormal_listed"),
    atMost("serious_penalties_24m", 0),
  ];
}

export const goodGrade = oneOf("tax_credit_grade", "A", "B");
export const fairGrade = oneOf("tax_credit_grade", "A", "B", "M");
export const noTaxArrears = atMost("tax_arrears", 0);

/** Every fact a rule asks about, once. */
export function factsIn(rule: Rule): string[] {
  if ("fact" in rule) return [rule.fact];
  const parts = "all" in rule ? rule.all : "any" in rule ? rule.any : [rule.not];
  return [...new Set(parts.flatMap(factsIn))];
}

export type FactValue = number | string | boolean | null;
export type Facts = Readonly<Record<string, FactValue>>;
/** `failing`: the facts that make it false, or null while a fact that is missing decides. */
export type Judgement = { is: boolean | null; failing: string[] };

/** Judges a rule three-valued: a fact that is null is neither true nor false. */
export function judge(rule: Rule, facts: Facts): Judgement {
  if ("fact" in rule) {
    const fact = facts[rule.fact] ?? null;
    const is = fact === null ? null : comparisons[rule.operator](fact, rule.value);
    return { is, failing: is === false ? [rule.fact] : [] };
  }
  if ("not" in rule) {
    const inner = judge(rule.not, facts);
    const is = inner.is === null ? null : !inner.is;
    return { is, failing: is === false ? factsIn(rule.not) : [] };
  }
  const isAll = "all" in rule;
  const parts = (isAll ? rule.all : rule.any).map((part) => judge(part, facts));
  const decides = parts.some(({ is }) => is === !isAll);
  const is = decides ? !isAll : parts.some((part) => part.is === null) ? null : isAll;
  return { is, failing: is === false ? parts.flatMap(({ failing }) => failing) : [] };
}

const comparisons: Record<Operator, (fact: FactValue, value: Condition["value"]) => boolean> = {
  is_true: (fact) => fact === true,
  is_false: (fact) => fact === false,
  eq: (fact, value) => fact === value,
  in: (fact, value) => Array.isArray(value) && value.includes(String(fact)),
  not_in: (fact, value) => Array.isArray(value) && !value.includes(String(fact)),
  gte: (fact, value) => Number(fact) >= Number(value),
  lte: (fact, value) => Number(fact) <= Number(value),
  gt: (fact, value) => Number(fact) > Number(value),
  lt: (fact, value) => Number(fact) < Number(value),
};
