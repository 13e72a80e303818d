import { findFact, type RegisteredFact } from "@/domain/profiles/indicators";
import type { FactValue } from "@/domain/profiles/windows";
import type { Condition, Rule } from "@/domain/products/rule";
import {
  addDays,
  addMonths,
  daysBetween,
  firstDayOf,
  lastDayOf,
  type Month,
  monthOf,
  monthsBetween,
} from "@/domain/shared/calendar";
import { effortOfWait, isAgeing, type Span, spansOf, truthAfter } from "./ageing";
import { boundsOf, type Facts, holds, isDay } from "./evaluate";

/** One thing an enterprise can do about one fact, or wait for. */
export type Move = {
  /** The fact, or "time": one wait serves every fact that ages. */
  unit: string;
  fact: string;
  from: FactValue;
  to: FactValue;
  /** Whole months until it can be so; null where nothing says when. */
  months: number | null;
  /** How far it is, 0 to 1, comparable between facts. */
  effort: number;
};

const halfDays = 365;

/**
 * Every move worth considering for a rule: of each fact the nearest value it can reach for each way
 * the conditions on it can come out, nearest first. All other values do the same from further away.
 * Where something ages, the month counts too: the nearest value for each span of months in which the
 * ages make no difference. A fact that stands in no way is moved only where taking longer can help.
 */
export function movesOf(rule: Rule, facts: Facts, month: Month): Move[] {
  const asked: Asked[] = [];
  collect(rule, true, asked);
  const conditions = asked.map(({ condition }) => condition);
  const spans = spansOf(conditions, facts, month);
  const isAgainst = ({ condition, wanted }: Asked, waited: number) =>
    truthAfter(condition, facts.get(condition.fact) ?? null, month, waited) === !wanted;
  const isLaterWorse =
    spans.length > 1 &&
    asked.some((one) => {
      const first = spans.findIndex(({ start }) => !isAgainst(one, start));
      return first >= 0 && spans.slice(first).some(({ start }) => isAgainst(one, start));
    });
  const asOf = lastDayOf(month);
  const open = isLaterWorse ? asked : asked.filter((one) => isAgainst(one, 0));
  const steps = [...new Set(open.map(({ condition }) => condition.fact))].flatMap((code) => {
    const from = facts.get(code) ?? null;
    const fact = findFact(code);
    if (!fact || from === null || isAgeing(fact)) return [];
    const on = conditions.filter((condition) => condition.fact === code);
    const later = fact.isPaced || fact.unit === "day" ? spans.map(({ start }) => start) : [];
    const ways = reachable(fact, from, on, { month, later }).map((to) =>
      stepOf(fact, from, to, month),
    );
    const kindOf = (to: FactValue, waited: number) => {
      const truths = on.map((condition) => holds(condition, to, asOf)).join();
      return `${truths} ${spans.findLastIndex(({ start }) => start <= waited)}`;
    };
    const kinds = Map.groupBy(ways, ({ to, months }) => kindOf(to, months ?? 0));
    kinds.delete(kindOf(from, 0));
    return [...kinds.values()].flatMap((ofKind) => ofKind.slice(0, 1));
  });
  return [...waitsOf(spans, facts), ...steps];
}

/** A condition and whether it must hold or, under an odd number of nots, must not. */
type Asked = { condition: Condition; wanted: boolean };

function collect(rule: Rule, wanted: boolean, asked: Asked[]): void {
  if ("fact" in rule) asked.push({ condition: rule, wanted });
  else if ("not" in rule) collect(rule.not, !wanted, asked);
  else for (const part of "all" in rule ? rule.all : rule.any) collect(part, wanted, asked);
}

function waitsOf(spans: readonly Span[], facts: Facts): Move[] {
  return spans.slice(1).map(({ start, fact }) => {
    const from = facts.get(fact) ?? null;
    return {
      unit: "time",
      fact,
      from,
      to: typeof from === "number" ? from + start : from,
      months: start,
      effort: effortOfWait(start),
    };
  });
}

/** Tax credit grades one can work towards, worst first; M is given to new enterprises only. */
const gradesUpwards = ["D", "C", "B", "A"];
const gradeOf = (grade: FactValue) => (grade === "M" ? 1.5 : gradesUpwards.indexOf(String(grade)));

/** Values beside which a condition on the fact turns, reachable from here, nearest first. */
function reachable(
  fact: RegisteredFact,
  from: FactValue,
  conditions: readonly Condition[],
  { month, later }: { month: Month; later: readonly number[] },
): FactValue[] {
  const { actionable, unit, code, window } = fact;
  if (!actionable) return [];
  const isUp = actionable === "up";
  if (typeof from === "boolean") return from === isUp ? [] : [isUp];
  if (typeof from === "string") {
    if (code === "tax_credit_grade")
      return gradesUpwards.filter((grade) => gradeOf(grade) > gradeOf(from));
    return isDay(from) && isUp ? laterDays(conditions, month, later) : [];
  }
  if (from === null) return [];
  const most = unit === "months" ? (window ?? Infinity) : Infinity;
  const to = conditions
    .flatMap(({ value }) => boundsOf(value))
    // As bigint beside the bounds of safe integers, where a number would round.
    .flatMap((bound) => [BigInt(bound) - 1n, BigInt(bound), BigInt(bound) + 1n])
    .concat(later.map((months) => BigInt(from) + BigInt(months)))
    .filter((value) => (isUp ? value > from && value <= most : value < from && value >= 0n))
    .toSorted((a, b) => (a === b ? 0 : a < b === isUp ? -1 : 1));
  return typeof from === "bigint" ? to : to.map(Number);
}

/** What is done from now on is done after the last day the facts speak of. */
function laterDays(
  conditions: readonly Condition[],
  month: Month,
  later: readonly number[],
): FactValue[] {
  const first = addDays(lastDayOf(month), 1);
  return conditions
    .flatMap(({ value }) => (isDay(value) ? [value, addDays(value, 1)] : []))
    .concat(later.map((months) => firstDayOf(addMonths(month, months))))
    .filter((day) => day > first)
    .concat(first)
    .toSorted();
}

function stepOf(fact: RegisteredFact, from: FactValue, to: FactValue, month: Month): Move {
  const distance = distanceOf(from, to, month);
  const months = monthsUntil(fact, from, to, month);
  return { unit: fact.code, fact: fact.code, from, to, months, effort: distance };
}

/**
 * How far a value is: for figures the step relative to where it starts and the step together (doubling
 * is a half, from nothing is all), for grades thirds, for days and waits a year is a half.
 */
export function distanceOf(from: FactValue, to: FactValue, month: Month): number {
  if (isDay(to)) {
    const days = daysBetween(lastDayOf(month), to);
    return days / (days + halfDays);
  }
  if (typeof from === "string") return Math.abs(gradeOf(to) - gradeOf(from)) / 3;
  if (typeof from === "boolean" || from === null) return 1;
  const step = Math.abs(Number(to) - Number(from));
  return step / (step + Math.abs(Number(from)) + 1);
}

/**
 * Counts of months rise by one a month at best; what is in a window has left it when the window has
 * passed; a grade is given every April for the year before (纳税信用管理办法, 2014).
 */
function monthsUntil(
  { isPaced, window, code }: RegisteredFact,
  from: FactValue,
  to: FactValue,
  month: Month,
): number | null {
  if (code === "tax_credit_grade") return monthsToNext(4, month);
  if (isDay(to)) return monthsBetween(month, monthOf(to));
  if (!isPaced) return null;
  if (typeof to === "boolean" || Number(to) < Number(from)) return window;
  return Number(to) - Number(from);
}

/** Whole months until the next month of this number, a year if it is this one. */
function monthsToNext(number: number, month: Month): number {
  return ((number - Number(month.slice(5)) + 11) % 12) + 1;
}
