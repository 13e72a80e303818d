import { industrySections } from "@/domain/enterprises/industry";
import { sizeClasses } from "@/domain/enterprises/enterprise";
import { findFact } from "@/domain/profiles/indicators";
import { never } from "@/domain/profiles/definition";
import { TaxCreditGrade } from "@/domain/profiles/standard";
import { type Day, daysBetween } from "@/domain/shared/calendar";
import { type Condition, conditionsOf, misfitOf, type Rule } from "./rule";

/**
 * The values a rule can tell apart. Those of one variable fall into cells that no condition divides,
 * a bit each in a bigint; a condition is a set of cells of its variable.
 */
export type RuleSpace = {
  /** All cells of each variable. */
  full: ReadonlyMap<string, bigint>;
  regions: ReadonlyMap<Condition, Region>;
};
type Region = { variable: string; cells: bigint };

type Cells = { full: bigint; of: (condition: Condition) => bigint };
/** Whole numbers from–to, both included; a day is the number of days since `never`. */
type Interval = { from: number; to: number };

/** Facts that have these values and no others. */
const closedSets: Partial<Record<string, readonly string[]>> = {
  industry_section: industrySections.map(({ letter }) => letter),
  size_class: sizeClasses,
  tax_credit_grade: TaxCreditGrade.shape.grade.options,
};
const lastDay = "9999-12-31";

/**
 * What the conditions of a rule distinguish, and what each lets through. Two facts are taken to be
 * independent, and so are a day and its age in months, which moves with the day facts are as of. A
 * condition that means nothing (`misfitOf`) is a variable of its own, yes or no.
 */
export function spaceOf(rule: Rule): RuleSpace {
  const conditions = [...new Set(conditionsOf(rule))];
  const byVariable = Map.groupBy(conditions, (condition) => variableOf(condition, conditions));
  const full = new Map<string, bigint>();
  const regions = new Map<Condition, Region>();
  for (const [variable, members] of byVariable) {
    const cells = cellsOf(members);
    full.set(variable, cells.full);
    for (const condition of members)
      regions.set(condition, { variable, cells: cells.of(condition) });
  }
  return { full, regions };
}

function variableOf(condition: Condition, all: readonly Condition[]): string {
  if (misfitOf(condition) !== null) return `#${all.indexOf(condition)}`;
  return isWindow(condition) ? `${condition.fact}#months` : condition.fact;
}

const isWindow = ({ operator }: Condition) =>
  operator === "within_months" || operator === "not_within_months";

function cellsOf(members: readonly Condition[]): Cells {
  const [first] = members;
  if (!first || misfitOf(first) !== null) return yesOrNo;
  const unit = findFact(first.fact)?.unit;
  if (unit === "flag") return yesOrNo;
  return unit === "set" ? setCells(first.fact, members) : intervalCells(domainOf(first), members);
}

const yesOrNo: Cells = {
  full: 0b11n,
  of: ({ operator }) => (operator === "is_false" ? 0b01n : 0b10n),
};

/** A cell for each value named that the fact can have, and one for all others if there are any. */
function setCells(fact: string, members: readonly Condition[]): Cells {
  const closed = closedSets[fact];
  const named = [...new Set(members.flatMap(valuesOf))].filter(
    (value) => closed?.includes(value) ?? true,
  );
  const hasOthers = !closed || closed.some((value) => !named.includes(value));
  const full = bits(named.length + Number(hasOthers));
  return {
    full,
    of: (condition) => {
      const values = valuesOf(condition);
      const cells = maskOf(named.map((value) => values.includes(value)));
      return condition.operator === "not_in" ? full & ~cells : cells;
    },
  };
}

const valuesOf = ({ value }: Condition): string[] =>
  Array.isArray(value) ? value : typeof value === "string" ? [value] : [];

/** Cut wherever a condition begins or ends to hold. */
function intervalCells(domain: Interval, members: readonly Condition[]): Cells {
  const cuts = members
    .map(intervalOf)
    .filter(({ from, to }) => from <= to)
    .flatMap(({ from, to }) => [from, to + 1])
    .filter((cut) => cut > domain.from && cut <= domain.to);
  const starts = [domain.from, ...new Set(cuts)].toSorted((a, b) => a - b);
  return {
    full: bits(starts.length),
    of: (condition) => {
      const { from, to } = intervalOf(condition);
      return maskOf(starts.map((start) => from <= start && start <= to));
    },
  };
}

/** Where a condition holds. Thresholds are safe integers, so one beside them is exact as well. */
function intervalOf({ operator, value }: Condition): Interval {
  const everywhere = { from: -Infinity, to: Infinity };
  if (typeof value === "object" && !Array.isArray(value)) return { from: value.min, to: value.max };
  const at = typeof value === "string" ? dayNumber(value) : typeof value === "number" ? value : 0;
  switch (operator) {
    case "gte":
    case "on_or_after":
      return { ...everywhere, from: at };
    case "gt":
    case "not_within_months":
      return { ...everywhere, from: at + 1 };
    case "lte":
    case "on_or_before":
    case "within_months":
      return { ...everywhere, to: at };
    case "lt":
      return { ...everywhere, to: at - 1 };
    default:
      return { from: at, to: at };
  }
}

/** What a fact can be at all. Amounts and changes can be anything: corrections make them negative. */
function domainOf(condition: Condition): Interval {
  const fact = findFact(condition.fact);
  // The age of a day: the least n for which it lies within n months.
  if (isWindow(condition)) return { from: 0, to: Infinity };
  if (fact?.unit === "day") return { from: 0, to: dayNumber(lastDay) };
  if (fact?.unit === "count") return { from: 0, to: Infinity };
  if (fact?.unit === "months") return { from: 0, to: fact.window ?? Infinity };
  return { from: -Infinity, to: Infinity };
}

function dayNumber(day: Day): number {
  return daysBetween(never, day);
}

function bits(count: number): bigint {
  return (1n << BigInt(count)) - 1n;
}

function maskOf(isIn: readonly boolean[]): bigint {
  return isIn.reduce((mask, is, index) => (is ? mask | (1n << BigInt(index)) : mask), 0n);
}
