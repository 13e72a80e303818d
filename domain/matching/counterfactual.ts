import { findFact } from "@/domain/profiles/indicators";
import type { FactValue } from "@/domain/profiles/windows";
import { type Condition, conditionsOf, type Rule } from "@/domain/products/rule";
import { addMonths, lastDayOf, type Month, monthsBetween } from "@/domain/shared/calendar";
import { effortOfWait, isAgeing, truthAfter } from "./ageing";
import { blameOf, kleene, leastCost } from "./blame";
import { evaluate, type Facts, type Truth } from "./evaluate";
import { distanceOf, type Move, movesOf } from "./moves";

/**
 * One fact that would have to change. `about` is the month it can be, where that is known. A `wait`
 * asks for nothing but time: a day stays the day it is, and the firm grows older.
 */
export type Change = {
  kind: "act" | "wait";
  fact: string;
  from: FactValue;
  to: FactValue;
  about: Month | null;
};

/**
 * Changes that together stop a rule from failing; some conditions may still be unknown then. `about`
 * is the month by which all of them can be, null where none has one.
 */
export type Counterfactual = {
  changes: Change[];
  about: Month | null;
  reaches: "eligible" | "unknown";
};

/**
 * The least change along directions an enterprise can move in (never its region, industry or size)
 * after which a failing rule no longer fails: the fewest facts, and of those the least effort in all
 * (`Move.effort`). All waiting is one fact, for every age grows at once. What is said holds with
 * nothing but the changes, and in the month by which they can all be, when the firm is older.
 * Null if no such change exists or the rule does not fail.
 */
export function counterfactualOf(rule: Rule, facts: Facts, month: Month): Counterfactual | null {
  if (evaluate(rule, facts, lastDayOf(month)) !== false) return null;
  const moves = leastMoves(rule, facts, month);
  if (!moves) return null;
  const changes = moves.map(({ unit, fact, from, to, months }): Change => {
    const kind = unit === "time" ? "wait" : "act";
    return { kind, fact, from, to, about: months === null ? null : addMonths(month, months) };
  });
  const { now, later } = outcomeAfter(rule, facts, month, changes);
  return {
    changes,
    about:
      changes
        .flatMap(({ about }) => about ?? [])
        .toSorted()
        .at(-1) ?? null,
    reaches: now === true && later === true ? "eligible" : "unknown",
  };
}

/** How far a change is, 0 to 1, comparable between facts. */
export function effortOf({ kind, from, to, about }: Change, month: Month): number {
  return kind === "wait" && about
    ? effortOfWait(monthsBetween(month, about))
    : distanceOf(from, to, month);
}

/**
 * What becomes of a rule with changes made: `now` if nothing else moves, `later` in the month by which
 * they can all be, when whatever ages is that much older.
 */
export function outcomeAfter(
  rule: Rule,
  facts: Facts,
  month: Month,
  changes: readonly Change[],
): { now: Truth; later: Truth } {
  const values = new Map<string, FactValue>();
  let [waited, latest] = [0, 0];
  for (const { kind, fact, to, about } of changes) {
    const months = about === null ? 0 : monthsBetween(month, about);
    latest = Math.max(latest, months);
    if (kind === "wait") waited = months;
    else values.set(fact, to);
  }
  const truthAt = (months: number) =>
    kleene(rule, (condition) => {
      const { fact } = condition;
      return truthAfter(condition, values.get(fact) ?? facts.get(fact) ?? null, month, months);
    });
  const now = truthAt(waited);
  return { now, later: latest === waited ? now : truthAt(latest) };
}

/**
 * Branch and bound (iterative deepening, Korf 1985): first for as few moves as there must be at least,
 * then for as few more as what was cut off must have. Every way out of a failing rule takes one of
 * the moves `blameOf` names; what was tried before a move is not tried after it, so that no set is
 * looked at twice. The first number of moves that works is the least.
 */
function leastMoves(rule: Rule, facts: Facts, month: Month): Move[] | null {
  const moves = movesOf(rule, facts, month).toSorted((a, b) => a.effort - b.effort);
  const conditions = conditionsOf(rule);
  const ageing = new Set(conditions.filter(({ fact }) => isAgeing(findFact(fact))));
  const unitOf = (condition: Condition) => (ageing.has(condition) ? "time" : condition.fact);
  const optionsOf = turning(moves, unitOf, facts, month);
  const truths = new Map(
    conditions.map((condition) => [
      condition,
      truthAfter(condition, facts.get(condition.fact) ?? null, month, 0),
    ]),
  );
  let best: Found | null = null;
  let limit = 0;
  let next = 0;

  while (!best && next < Infinity) {
    limit = next;
    next = Infinity;
    visit([], new Set());
  }
  return best ? (best as Found).moves : null;

  function visit(taken: readonly Move[], closed: ReadonlySet<Move>): void {
    const units = new Set<string>();
    const values = new Map<string, FactValue>();
    let [waited, latest, effort] = [0, 0, 0];
    for (const move of taken) {
      units.add(move.unit);
      effort += move.effort;
      latest = Math.max(latest, move.months ?? 0);
      if (move.unit === "time") waited = move.months ?? 0;
      else values.set(move.fact, move.to);
    }
    const isOpen = (move: Move) => !units.has(move.unit) && !closed.has(move);
    const metAfter = (months: number) => (condition: Condition, wanted: boolean) => {
      const { fact } = condition;
      const isMoved = ageing.has(condition) ? months > 0 : values.has(fact);
      const truth = isMoved
        ? truthAfter(condition, values.get(fact) ?? facts.get(fact) ?? null, month, months)
        : truths.get(condition);
      return truth !== !wanted;
    };
    const now = {
      isMet: metAfter(waited),
      options: (condition: Condition, wanted: boolean) =>
        optionsOf(condition, wanted).filter(isOpen),
    };
    let blame = blameOf(rule, true, now);
    // Later, an age is another because something takes longer than it did.
    if (!blame && latest > waited) {
      blame = blameOf(rule, true, {
        isMet: metAfter(latest),
        options: (condition, wanted) =>
          ageing.has(condition)
            ? moves.filter((move) => isOpen(move) && (move.months ?? 0) > latest)
            : now.options(condition, wanted),
      });
    }
    if (!blame) {
      if (!best || effort < best.effort) best = { moves: [...taken], effort };
      return;
    }
    const more = Math.max(1, leastCost(rule, true, now, unitOf));
    if (blame.length === 0 || more === Infinity) return;
    if (taken.length === 0) limit = Math.max(limit, more);
    if (taken.length + more > limit) {
      next = Math.min(next, taken.length + more);
      return;
    }
    if (best && effort + leastEffort(more, moves.filter(isOpen)) >= best.effort) return;
    const tried = new Set(closed);
    for (const move of blame.toSorted((a, b) => a.effort - b.effort)) {
      if (best && effort + move.effort >= best.effort) return;
      visit([...taken, move], tried);
      tried.add(move);
    }
  }
}

type Found = { moves: Move[]; effort: number };

/** The effort of so many moves of different units at least; `moves` from the nearest on. */
function leastEffort(count: number, moves: readonly Move[]): number {
  const units = new Set<string>();
  let effort = 0;
  for (const move of moves) {
    if (units.size === count) break;
    if (units.has(move.unit)) continue;
    units.add(move.unit);
    effort += move.effort;
  }
  return effort;
}

/** The moves after which a condition comes out as wanted. */
function turning(
  moves: readonly Move[],
  unitOf: (condition: Condition) => string,
  facts: Facts,
  month: Month,
) {
  const known = new Map<Condition, Record<"true" | "false", Move[]>>();
  return (condition: Condition, wanted: boolean): readonly Move[] => {
    const found = known.get(condition) ?? { true: [], false: [] };
    if (!known.has(condition)) {
      known.set(condition, found);
      const value = facts.get(condition.fact) ?? null;
      for (const move of moves) {
        if (move.unit !== unitOf(condition)) continue;
        const truth =
          move.unit === "time"
            ? truthAfter(condition, value, month, move.months ?? 0)
            : truthAfter(condition, move.to, month, 0);
        if (truth !== null) found[truth ? "true" : "false"].push(move);
      }
    }
    return found[wanted ? "true" : "false"];
  };
}
