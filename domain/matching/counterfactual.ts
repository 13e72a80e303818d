import { addMonths, type Month } from "@/domain/shared/calendar";
import { findFact, type RegisteredFact } from "@/domain/profiles/indicators";
import type { FactValue } from "@/domain/profiles/windows";
import type { Condition, Rule } from "@/domain/products/schema";
import { evaluate, type Facts, holds } from "./evaluate";

/** One fact that would have to change. `about` is the month it can be, for facts that move by the month. */
export type Change = { fact: string; from: FactValue; to: FactValue; about: Month | null };

/** Changes that together stop a rule from failing; some conditions may still be unknown then. */
export type Counterfactual = { changes: Change[]; reaches: "eligible" | "unknown" };

/**
 * The least change along directions an enterprise can move in (never its region, industry or size)
 * after which a failing rule no longer fails. Fewest facts first, then the smallest relative steps.
 * Checked by substitution: with the changes the rule does not fail, with any of them one registered
 * step less it does. Null if no such change exists or the rule does not fail.
 */
export function counterfactualOf(rule: Rule, facts: Facts, month: Month): Counterfactual | null {
  if (evaluate(rule, facts) !== false) return null;
  const repair = repairOf(rule, true, facts);
  if (!repair) return null;
  const targets = least(rule, facts, merged(repair, facts));
  if (!targets) return null;
  const changes = [...targets].map(([fact, to]): Change => {
    const from = facts.get(fact) ?? null;
    return { fact, from, to, about: monthOfChange(findFact(fact), from, to, month) };
  });
  const reached = evaluate(rule, substituted(facts, targets));
  return { changes, reaches: reached === true ? "eligible" : "unknown" };
}

/** The facts with some of them replaced. */
export function substituted(facts: Facts, targets: ReadonlyMap<string, FactValue>): Facts {
  return new Map([...facts, ...targets]);
}

type Step = { fact: string; to: FactValue };

/** What would make a rule come out as wanted, or at least not the opposite; null if nothing would. */
function repairOf(rule: Rule, wanted: boolean, facts: Facts): Step[] | null {
  if (evaluate(rule, facts) !== !wanted) return [];
  if ("not" in rule) return repairOf(rule.not, !wanted, facts);
  if ("fact" in rule) {
    const [to] = candidates([rule], rule.fact, facts).filter(
      (candidate) => holds(rule, candidate) === wanted,
    );
    return to === undefined ? null : [{ fact: rule.fact, to }];
  }
  const parts = "all" in rule ? rule.all : rule.any;
  const repairs = parts.map((part) => repairOf(part, wanted, facts));
  if ("all" in rule === wanted) {
    return repairs.includes(null) ? null : repairs.flatMap((steps) => steps ?? []);
  }
  const possible = repairs.flatMap((steps) => (steps ? [merged(steps, facts)] : []));
  const [best] = possible.toSorted(
    (a, b) => a.size - b.size || effort(a, facts) - effort(b, facts),
  );
  return best ? [...best].map(([fact, to]) => ({ fact, to })) : null;
}

/** Several steps of one fact go the same way, so the furthest serves them all. */
function merged(steps: readonly Step[], facts: Facts): Map<string, FactValue> {
  const targets = new Map<string, FactValue>();
  for (const { fact, to } of steps) {
    const previous = targets.get(fact);
    const from = facts.get(fact) ?? null;
    if (previous === undefined || distance(from, to) > distance(from, previous)) {
      targets.set(fact, to);
    }
  }
  return targets;
}

/** Takes back whatever is not needed; null if the steps do not add up to a repair at all. */
function least(
  rule: Rule,
  facts: Facts,
  targets: Map<string, FactValue>,
): Map<string, FactValue> | null {
  const stillFails = () => evaluate(rule, substituted(facts, targets)) === false;
  if (stillFails()) return null;
  const conditions = conditionsOf(rule);
  for (const [fact, to] of new Map(targets)) {
    targets.delete(fact);
    if (!stillFails()) continue;
    const enough = candidates(conditions, fact, facts).find((candidate) => {
      targets.set(fact, candidate);
      return !stillFails();
    });
    targets.set(fact, enough ?? to);
  }
  return targets;
}

/** Values of a fact at which a condition on it turns, reachable from here, nearest first. */
function candidates(conditions: readonly Condition[], code: string, facts: Facts): FactValue[] {
  const fact = findFact(code);
  const from = facts.get(code) ?? null;
  if (!fact?.actionable || from === null) return [];
  const values = conditions
    .filter((condition) => condition.fact === code)
    .flatMap((condition) => turningValues(condition, from))
    .filter((to) => isReachable(fact, from, to));
  return values.toSorted((a, b) => distance(from, a) - distance(from, b));
}

/** Tax credit grades one can work towards, worst first; M is given to new enterprises only. */
const gradesUpwards = ["D", "C", "B", "A"];

function turningValues({ operator, value }: Condition, from: FactValue): FactValue[] {
  if (typeof from === "boolean") return [!from];
  if (typeof from === "string") return gradesUpwards;
  if (typeof value !== "number" || operator === "in" || operator === "not_in") return [];
  return [value - 1, value, value + 1].map((to) => (typeof from === "bigint" ? BigInt(to) : to));
}

function isReachable(fact: RegisteredFact, from: FactValue, to: FactValue): boolean {
  const isUp = fact.actionable === "up";
  if (typeof from === "boolean") return to === isUp;
  if (typeof from === "string") {
    return fact.code === "tax_credit_grade" && gradeOf(to) > gradeOf(from);
  }
  if (from === null || to === null || typeof to === "boolean" || typeof to === "string")
    return false;
  if (!isUp) return to < from && to >= 0;
  const most = fact.unit === "months" ? (fact.window ?? Infinity) : Infinity;
  return to > from && to <= most;
}

function gradeOf(grade: FactValue): number {
  // M, the grade of the new, stands between B and C.
  return grade === "M" ? 1.5 : gradesUpwards.indexOf(String(grade));
}

/** How far a value is from another of the same fact. */
function distance(from: FactValue, to: FactValue): number {
  if (typeof from === "string") return Math.abs(gradeOf(to) - gradeOf(from));
  return typeof from === "boolean" ? 1 : Math.abs(Number(to) - Number(from));
}

/** The sum of all steps, each relative to where it starts and ends: comparable between facts. */
function effort(targets: ReadonlyMap<string, FactValue>, facts: Facts): number {
  let sum = 0;
  for (const [fact, to] of targets) {
    const from = facts.get(fact) ?? null;
    const isNumber = typeof from === "bigint" || typeof from === "number";
    const scale = isNumber ? Math.max(1, Math.abs(Number(from)), Math.abs(Number(to))) : 1;
    sum += distance(from, to) / scale;
  }
  return sum;
}

function conditionsOf(rule: Rule): Condition[] {
  if ("fact" in rule) return [rule];
  if ("not" in rule) return conditionsOf(rule.not);
  return ("all" in rule ? rule.all : rule.any).flatMap(conditionsOf);
}

/** Counts of months rise by one a month at best; what is in a window leaves it when the window has passed. */
function monthOfChange(
  fact: RegisteredFact | null,
  from: FactValue,
  to: FactValue,
  month: Month,
): Month | null {
  if (!fact?.isPaced || typeof from !== "number" || typeof to !== "number") return null;
  return addMonths(month, to > from ? to - from : (fact.window ?? 0));
}
