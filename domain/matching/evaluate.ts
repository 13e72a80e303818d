import { addDays, addMonthsToDay, type Day } from "@/domain/shared/calendar";
import type { FactValue } from "@/domain/profiles/windows";
import { type Condition, longestWindow, type Rule } from "@/domain/products/rule";

/** What is known of an enterprise, by fact code; null and absent both mean unknown. */
export type Facts = ReadonlyMap<string, FactValue>;

/** Kleene's third value is null: unknown. */
export type Truth = boolean | null;

/**
 * A rule over facts in strong Kleene logic (S. C. Kleene 1952, §64): unknown facts make a condition
 * unknown, and a group is unknown only where they could still turn it. `asOf` is the last day the
 * facts speak of: windows of months end with it.
 */
export function evaluate(rule: Rule, facts: Facts, asOf: Day): Truth {
  if ("all" in rule) {
    let isUnknown = false;
    for (const part of rule.all) {
      const truth = evaluate(part, facts, asOf);
      if (truth === false) return false;
      if (truth === null) isUnknown = true;
    }
    return isUnknown ? null : true;
  }
  if ("any" in rule) {
    let isUnknown = false;
    for (const part of rule.any) {
      const truth = evaluate(part, facts, asOf);
      if (truth === true) return true;
      if (truth === null) isUnknown = true;
    }
    return isUnknown ? null : false;
  }
  if ("not" in rule) {
    const truth = evaluate(rule.not, facts, asOf);
    return truth === null ? null : !truth;
  }
  return holds(rule, facts.get(rule.fact) ?? null, asOf);
}

/**
 * Whether one value meets a condition. Unknown values leave it unknown; so does a value of the wrong
 * kind for the operator, which `ruleIssues` refuses before a product is published. Text in the shape
 * of a day is a day and no member of a set.
 */
export function holds(
  { operator, value: threshold }: Condition,
  value: FactValue,
  asOf: Day,
): Truth {
  if (value === null) return null;
  switch (operator) {
    case "is_true":
      return typeof value === "boolean" ? value : null;
    case "is_false":
      return typeof value === "boolean" ? !value : null;
    case "in":
      return isMember(value, threshold);
    case "not_in": {
      const truth = isMember(value, threshold);
      return truth === null ? null : !truth;
    }
    case "eq":
      return typeof value === "string"
        ? typeof threshold === "string"
          ? isMember(value, threshold)
          : null
        : ordered(value, threshold, (a, b) => !(a < b) && !(a > b));
    case "gte":
      return ordered(value, threshold, (a, b) => a >= b);
    case "gt":
      return ordered(value, threshold, (a, b) => a > b);
    case "lte":
      return ordered(value, threshold, (a, b) => a <= b);
    case "lt":
      return ordered(value, threshold, (a, b) => a < b);
    case "between": {
      if (typeof threshold !== "object" || Array.isArray(threshold)) return null;
      const isOver = ordered(value, threshold.min, (a, b) => a >= b);
      return isOver && ordered(value, threshold.max, (a, b) => a <= b);
    }
    case "on_or_before":
      return isDay(value) && isDay(threshold) ? value <= threshold : null;
    case "on_or_after":
      return isDay(value) && isDay(threshold) ? value >= threshold : null;
    case "within_months":
      return isDay(value) && isWindow(threshold) ? value >= windowStart(asOf, threshold) : null;
    case "not_within_months":
      return isDay(value) && isWindow(threshold) ? value < windowStart(asOf, threshold) : null;
  }
}

/**
 * The first day of the `months` months that end with `asOf`: with 12 and 31 October, 1 November of
 * the year before. A day after `asOf` lies within every window, none of them being over then.
 */
export function windowStart(asOf: Day, months: number): Day {
  return addMonthsToDay(addDays(asOf, 1), -months);
}

/** Whether a value is a day, by its shape. */
export function isDay(value: unknown): value is Day {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

/** Whether a threshold is a window's length in whole months. */
export function isWindow(threshold: Condition["value"]): threshold is number {
  if (typeof threshold !== "number" || !Number.isInteger(threshold)) return false;
  return threshold >= 0 && threshold <= longestWindow;
}

/** The numbers a condition compares with. */
export function boundsOf(value: Condition["value"]): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && !Array.isArray(value) ? [value.min, value.max] : [];
}

function isMember(value: FactValue, threshold: Condition["value"]): Truth {
  if (typeof value !== "string" || isDay(value)) return null;
  if (Array.isArray(threshold)) return threshold.includes(value);
  return typeof threshold === "string" ? value === threshold : null;
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
