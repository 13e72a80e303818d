import { isEqual } from "./equal";
import type { Condition, Rule } from "./rule";

/** A condition and where it counts: the groups it stands in, from the outermost. */
type Placed = { groups: readonly ("all" | "any" | "not")[]; condition: Condition };

export type RuleChange =
  | { change: "added"; after: Condition }
  | { change: "removed"; before: Condition }
  /** The same fact asked for otherwise: another threshold or another comparison. */
  | { change: "changed"; before: Condition; after: Condition }
  /** The conditions above aside, they are grouped otherwise. */
  | { change: "regrouped"; before: Rule; after: Rule };

/**
 * What two rules say differently, by condition. A condition is looked for in the same groups first,
 * then anywhere. Empty exactly when the rules are the same.
 */
export function ruleChanges(before: Rule | undefined, after: Rule | undefined): RuleChange[] {
  if (isEqual(before, after)) return [];
  const old = before ? placedIn(before) : [];
  const fresh = after ? placedIn(after) : [];
  const pairs = [
    ...pair(old, fresh, (a, b) => isEqual(a, b)),
    ...pair(old, fresh, (a, b) => isEqual(a.condition, b.condition)),
    ...pair(old, fresh, (a, b) => isEqual(a.groups, b.groups) && alike(a.condition, b.condition)),
    ...pair(old, fresh, (a, b) => alike(a.condition, b.condition)),
    ...pair(old, fresh, (a, b) => a.condition.fact === b.condition.fact),
  ];
  const changes: RuleChange[] = [
    ...old.map(({ condition }) => ({ change: "removed" as const, before: condition })),
    ...pairs
      .filter(([a, b]) => !isEqual(a.condition, b.condition))
      .map(([a, b]) => ({
        change: "changed" as const,
        before: a.condition,
        after: b.condition,
      })),
    ...fresh.map(({ condition }) => ({ change: "added" as const, after: condition })),
  ];
  const isMoved = pairs.some(([a, b]) => !isEqual(a.groups, b.groups));
  if (before && after && (isMoved || changes.length === 0))
    changes.push({ change: "regrouped", before, after });
  return changes;
}

const alike = (a: Condition, b: Condition) => a.fact === b.fact && a.operator === b.operator;

/** Takes out of both lists what belongs together. */
function pair(
  old: Placed[],
  fresh: Placed[],
  belongs: (a: Placed, b: Placed) => boolean,
): [Placed, Placed][] {
  const pairs: [Placed, Placed][] = [];
  for (const one of fresh.slice()) {
    const at = old.findIndex((other) => belongs(other, one));
    const [found] = at === -1 ? [] : old.splice(at, 1);
    if (!found) continue;
    fresh.splice(fresh.indexOf(one), 1);
    pairs.push([found, one]);
  }
  return pairs;
}

function placedIn(rule: Rule, groups: Placed["groups"] = []): Placed[] {
  if ("fact" in rule) return [{ groups, condition: rule }];
  if ("not" in rule) return placedIn(rule.not, [...groups, "not"]);
  return "all" in rule
    ? rule.all.flatMap((part) => placedIn(part, [...groups, "all"]))
    : rule.any.flatMap((part) => placedIn(part, [...groups, "any"]));
}
