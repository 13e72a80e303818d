import type { Condition, Rule } from "@/domain/products/rule";
import type { Truth } from "./evaluate";

/** What a search knows at one point: which conditions come out as wanted, and what could make one. */
export type Point<O> = {
  isMet: (condition: Condition, wanted: boolean) => boolean;
  options: (condition: Condition, wanted: boolean) => readonly O[];
};

/**
 * Options of which every way to make a rule come out as wanted takes at least one; null where it does
 * already, empty where nothing can. Of several parts that must all be met one is enough to look at:
 * that with the fewest options. (A conflict set in the sense of Reiter 1987, on hitting sets.)
 */
export function blameOf<O>(rule: Rule, wanted: boolean, point: Point<O>): readonly O[] | null {
  if ("not" in rule) return blameOf(rule.not, !wanted, point);
  if ("fact" in rule) {
    return point.isMet(rule, wanted) ? null : point.options(rule, wanted);
  }
  const isEvery = "all" in rule === wanted;
  const open: O[] = [];
  let fewest: readonly O[] | null = null;
  for (const part of "all" in rule ? rule.all : rule.any) {
    const blame = blameOf(part, wanted, point);
    if (!isEvery) {
      if (!blame) return null;
      open.push(...blame);
    } else if (blame && (!fewest || blame.length < fewest.length)) {
      fewest = blame;
    }
  }
  return isEvery ? fewest : [...new Set(open)];
}

/**
 * No way to make a rule come out as wanted takes options of fewer units than this; infinite where
 * nothing can. Parts count together as far as they share no unit; null is a unit taken already.
 */
export function leastCost<O>(
  rule: Rule,
  wanted: boolean,
  point: Point<O>,
  unitOf: (condition: Condition) => string | null,
): number {
  return boundOf(rule, wanted, point, unitOf).cost;
}

type Bound = { cost: number; units: readonly string[] };
const free: Bound = { cost: 0, units: [] };

function boundOf<O>(
  rule: Rule,
  wanted: boolean,
  point: Point<O>,
  unitOf: (condition: Condition) => string | null,
): Bound {
  if ("not" in rule) return boundOf(rule.not, !wanted, point, unitOf);
  if ("fact" in rule) {
    if (point.isMet(rule, wanted)) return free;
    if (point.options(rule, wanted).length === 0) return { cost: Infinity, units: [] };
    const unit = unitOf(rule);
    return unit === null ? free : { cost: 1, units: [unit] };
  }
  const bounds: Bound[] = [];
  const isEvery = "all" in rule === wanted;
  for (const part of "all" in rule ? rule.all : rule.any) {
    const bound = boundOf(part, wanted, point, unitOf);
    if (bound.cost > 0) bounds.push(bound);
    else if (!isEvery) return free;
  }
  const [first = free] = bounds;
  if (bounds.length < 2) return first;
  const all = bounds.flatMap(({ units }) => units);
  if (!isEvery) return { cost: Math.min(...bounds.map(({ cost }) => cost)), units: all };
  const units = new Set<string>();
  let sum = 0;
  let most = 0;
  for (const bound of bounds.toSorted((a, b) => a.units.length - b.units.length)) {
    most = Math.max(most, bound.cost);
    if (bound.units.some((unit) => units.has(unit))) continue;
    sum += bound.cost;
    for (const unit of bound.units) units.add(unit);
  }
  return { cost: Math.max(sum, most), units: [...new Set(all)] };
}

/** A rule in Kleene's logic over whatever is said of its conditions. */
export function kleene(rule: Rule, truthOf: (condition: Condition) => Truth): Truth {
  if ("fact" in rule) return truthOf(rule);
  if ("not" in rule) {
    const truth = kleene(rule.not, truthOf);
    return truth === null ? null : !truth;
  }
  const isAll = "all" in rule;
  let isUnknown = false;
  for (const part of isAll ? rule.all : rule.any) {
    const truth = kleene(part, truthOf);
    if (truth === !isAll) return truth;
    if (truth === null) isUnknown = true;
  }
  return isUnknown ? null : isAll;
}
