import { evidenceScope, findFact } from "@/domain/profiles/indicators";
import type { FactValue } from "@/domain/profiles/windows";
import { type Condition, conditionsOf, type Rule } from "@/domain/products/rule";
import { addDays, type Day } from "@/domain/shared/calendar";
import type { Scope } from "@/domain/sources/catalogue";
import { blameOf, leastCost } from "./blame";
import { type Facts, holds, isDay, windowStart } from "./evaluate";

/**
 * The smallest set of scopes to allow that would settle an unknown rule in the enterprise's favour,
 * if the facts turn out well: some values of what the scopes hold make it true, however little else
 * is known, and with fewer scopes none do. Conditions on one fact are met by one value or not at all.
 * Which of several smallest sets is taken follows from the order of the rule.
 *
 * Null if allowing cannot settle it: what is missing is public, not registered, of scopes in
 * `granted`, whose source has nothing or nothing undisputed, or excludes each other. Empty if the
 * rule is already true.
 */
export function settlingScopes(
  rule: Rule,
  facts: Facts,
  granted: ReadonlySet<string>,
  asOf: Day,
): Scope[] | null {
  return fewestScopes(rule, facts, asOf, (fact) => {
    const scope = evidenceScope(fact);
    return scope && !granted.has(scope) ? scope : null;
  });
}

/** One thing that could come out, and what must be allowed for it. */
type Answer<S> = { fact: string; value: FactValue; scope: S; place: number };

/** The same for whatever says which scope a fact would be known by; null where none would do. */
export function fewestScopes<S extends string>(
  rule: Rule,
  facts: Facts,
  asOf: Day,
  scopeOf: (fact: string) => S | null,
): S[] | null {
  const answers = answersOf(rule, facts, asOf, scopeOf);
  // Iterative deepening, as for the least change: as few as there must be at least, then a few more.
  let next = 0;
  while (next < Infinity) {
    const limit = next;
    next = Infinity;
    const found = visit([], new Set(), limit);
    if (found) return found;
  }
  return null;

  function visit(
    taken: readonly Answer<S>[],
    closed: ReadonlySet<Answer<S>>,
    limit: number,
  ): S[] | null {
    const values = new Map(taken.map(({ fact, value }) => [fact, value]));
    const scopes = new Set(taken.map(({ scope }) => scope));
    const point = {
      isMet: (condition: Condition, wanted: boolean) => {
        const value = values.get(condition.fact) ?? facts.get(condition.fact) ?? null;
        return holds(condition, value, asOf) === wanted;
      },
      options: (condition: Condition, wanted: boolean) =>
        values.has(condition.fact)
          ? []
          : (answers.get(condition.fact) ?? []).filter(
              (answer) => !closed.has(answer) && holds(condition, answer.value, asOf) === wanted,
            ),
    };
    const blame = blameOf(rule, true, point);
    if (!blame) return [...scopes];
    const more = leastCost(rule, true, point, ({ fact }) => {
      const scope = scopeOf(fact);
      return scope && !scopes.has(scope) ? scope : null;
    });
    if (blame.length === 0 || more === Infinity) return null;
    if (scopes.size + more > limit) {
      next = Math.min(next, scopes.size + more);
      return null;
    }
    const tried = new Set(closed);
    const isNew = ({ scope }: Answer<S>) => Number(!scopes.has(scope));
    for (const answer of blame.toSorted((a, b) => isNew(a) - isNew(b) || a.place - b.place)) {
      const size = scopes.size + isNew(answer);
      if (size > limit) next = Math.min(next, size);
      else {
        const found = visit([...taken, answer], tried, limit);
        if (found) return found;
      }
      tried.add(answer);
    }
    return null;
  }
}

/** Of each unknown fact one value for each way the conditions on it can come out together. */
function answersOf<S extends string>(
  rule: Rule,
  facts: Facts,
  asOf: Day,
  scopeOf: (fact: string) => S | null,
): Map<string, Answer<S>[]> {
  const asked = Map.groupBy(
    conditionsOf(rule).filter(({ fact }) => (facts.get(fact) ?? null) === null),
    ({ fact }) => fact,
  );
  let place = 0;
  return new Map(
    [...asked].map(([fact, conditions]) => {
      const scope = scopeOf(fact);
      const kinds = Map.groupBy(possible(fact, conditions, asOf), (value) =>
        conditions.map((condition) => holds(condition, value, asOf)).join(),
      );
      const values = [...kinds.values()].flatMap((ofKind) => ofKind.slice(0, 1));
      return [
        fact,
        scope === null ? [] : values.map((value) => ({ fact, value, scope, place: place++ })),
      ];
    }),
  );
}

/** Values of a fact on every side of whatever its conditions compare it with. */
function possible(code: string, conditions: readonly Condition[], asOf: Day): FactValue[] {
  const fact = findFact(code);
  const months = fact?.unit === "months" ? (fact.window ?? Infinity) : Infinity;
  const isCounted = fact?.unit === "months" || fact?.unit === "count";
  return conditions.flatMap(({ operator, value }): FactValue[] => {
    if (value === undefined) return [true, false];
    if (operator === "within_months" || operator === "not_within_months") {
      const start = windowStart(asOf, Number(value));
      return [start, addDays(start, -1)];
    }
    if (isDay(value)) return [addDays(value, -1), value, addDays(value, 1)];
    if (Array.isArray(value)) return [...value, ""];
    if (typeof value === "string") return [value, ""];
    const bounds = typeof value === "object" ? [value.min, value.max] : [value];
    return bounds
      .flatMap((bound) => [BigInt(bound) - 1n, BigInt(bound), BigInt(bound) + 1n])
      .filter((number) => !isCounted || (number >= 0n && number <= months));
  });
}
