import type { FactValue } from "@/domain/profiles/windows";
import type { Condition, Rule } from "@/domain/products/schema";

/** What is known of an enterprise, by fact code; null and absent both mean unknown. */
export type Facts = ReadonlyMap<string, FactValue>;

/** Kleene's third value is null: unknown. */
export type Truth = boolean | null;

/**
 * A rule over facts in strong Kleene logic (S. C. Kleene 1952, §64): unknown facts make a condition
 * unknown, and a group is unknown only where they could still turn it.
 */
export function evaluate(rule: Rule, facts: Facts): Truth {
  if ("all" in rule) {
    let isUnknown = false;
    for (const part of rule.all) {
      const truth = evaluate(part, facts);
      if (truth === false) return false;
      if (truth === null) isUnknown = true;
    }
    return isUnknown ? null : true;
  }
  if ("any" in rule) {
    let isUnknown = false;
    for (const part of rule.any) {
      const truth = evaluate(part, facts);
      if (truth === true) return true;
      if (truth === null) isUnknown = true;
    }
    return isUnknown ? null : false;
  }
  if ("not" in rule) {
    const truth = evaluate(rule.not, facts);
    return truth === null ? null : !truth;
  }
  return holds(rule, facts.get(rule.fact) ?? null);
}

/**
 * Whether one value meets a condition. Unknown values leave it unknown; so does a value of the wrong
 * kind for the operator, which `ruleIssues` refuses before a product is published.
 */
export function holds({ operator, value: threshold }: Condition, value: FactValue): Truth {
  if (value === null) return null;
  switch (operator) {
    case "is_true":
      return typeof value === "boolean" ? value : null;
    case "is_false":
      return typeof value === "boolean" ? !value : null;
    case "in":
    case "not_in": {
      if (typeof value !== "string" || threshold === undefined) return null;
      const isMember = Array.isArray(threshold) ? threshold.includes(value) : threshold === value;
      return operator === "in" ? isMember : !isMember;
    }
    case "eq":
      if (typeof value === "string") {
        return typeof threshold === "string" ? value === threshold : null;
      }
      return ordered(value, threshold, (a, b) => !(a < b) && !(a > b));
    case "gte":
      return ordered(value, threshold, (a, b) => a >= b);
    case "gt":
      return ordered(value, threshold, (a, b) => a > b);
    case "lte":
      return ordered(value, threshold, (a, b) => a <= b);
    case "lt":
      return ordered(value, threshold, (a, b) => a < b);
  }
}

type Ordered = bigint | number;

/** JavaScript compares bigint with number exactly; nothing is converted. */
function ordered(
  value: FactValue,
  threshold: Condition["value"],
  compare: (value: Ordered, threshold: number) => boolean,
): Truth {
  if (typeof value !== "bigint" && typeof value !== "number") return null;
  return typeof threshold === "number" ? compare(value, threshold) : null;
}
