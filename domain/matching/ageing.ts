import { never } from "@/domain/profiles/definition";
import { findFact, type RegisteredFact } from "@/domain/profiles/indicators";
import type { FactValue } from "@/domain/profiles/windows";
import type { Condition } from "@/domain/products/rule";
import { addMonths, lastDayOf, type Month, monthOf, monthsBetween } from "@/domain/shared/calendar";
import { boundsOf, type Facts, holds, isDay, type Truth } from "./evaluate";

/** Ten years: to wait longer is no advice. */
const longestWait = 120;
const halfWait = 12;

/** Whether a fact moves by time alone: the age of the firm, and days that nobody can move. */
export function isAgeing(fact: RegisteredFact | null): boolean {
  return fact?.code === "established_months" || (fact?.unit === "day" && !fact.actionable);
}

/** A condition as of `waited` months later, everything that does not age being as it is. */
export function truthAfter(
  condition: Condition,
  value: FactValue,
  month: Month,
  waited: number,
): Truth {
  const isAged = waited > 0 && isAgeing(findFact(condition.fact));
  // Only windows look at the day, and only days have windows.
  if (isDay(value)) {
    return holds(condition, value, lastDayOf(isAged ? addMonths(month, waited) : month));
  }
  const aged = isAged && typeof value === "number" ? value + waited : value;
  return holds(condition, aged, never);
}

/** Months from `start` on in which the conditions on what ages come out alike; `fact` turned there. */
export type Span = { start: number; fact: string };

export function spansOf(conditions: readonly Condition[], facts: Facts, month: Month): Span[] {
  const ageing = conditions.filter(({ fact }) => isAgeing(findFact(fact)));
  const spans: Span[] = [{ start: 0, fact: "" }];
  if (ageing.length === 0) return spans;
  const truthsOf = (waited: number) =>
    ageing.map((condition) =>
      truthAfter(condition, facts.get(condition.fact) ?? null, month, waited),
    );
  const starts = ageing.flatMap((condition) =>
    turnsOf(condition, facts.get(condition.fact) ?? null, month),
  );
  let before = truthsOf(0);
  for (const start of [...new Set(starts)].toSorted((a, b) => a - b)) {
    if (start < 1 || start > longestWait) continue;
    const truths = truthsOf(start);
    const turned = ageing.find((_, index) => truths[index] !== before[index]);
    if (turned) spans.push({ start, fact: turned.fact });
    before = truths;
  }
  return spans;
}

/** Months of waiting after which a condition on an age may come out otherwise than just before. */
function turnsOf({ value }: Condition, from: FactValue, month: Month): number[] {
  if (isDay(from)) {
    return typeof value === "number" ? [monthsBetween(month, monthOf(from)) + value] : [];
  }
  return boundsOf(value).flatMap((bound) => [bound - Number(from), bound - Number(from) + 1]);
}

/** A wait of a year is a half. */
export function effortOfWait(months: number): number {
  return months / (months + halfWait);
}
