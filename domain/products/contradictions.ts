import { type Condition, conditionsOf, isReversed, type Rule } from "./rule";
import { type RuleSpace, spaceOf } from "./rule-space";
import { canMeet, type Demand } from "./satisfiable";

/** Where a part stands in a rule's JSON: `["all", 2, "not"]`. */
type RulePath = readonly (string | number)[];

/**
 * What cannot be meant. Of the part at `path`: no enterprise meets it (`never_true`, or of a single
 * condition `bounds_reversed` and `set_empty`), every one does (`always_true`), or the rule says the
 * same without it (`redundant`). `facts` are the facts that make it so.
 */
export type RuleProblem = {
  kind: "never_true" | "always_true" | "redundant" | "bounds_reversed" | "set_empty";
  path: RulePath;
  facts: string[];
  /** Because of it no enterprise can ever meet the whole rule. */
  isFatal: boolean;
};

/** Why a part can be met by nobody, and why by everybody; empty where it is not so. */
type Study = { never: RuleProblem[]; always: RuleProblem[] };

/**
 * What a rule contradicts or repeats, fatal problems first, then in its order. Every claim holds of
 * all enterprises of which everything is known; where finding out takes too long nothing is claimed
 * (`canMeet`). Leaving out all parts called redundant together does not change the rule.
 */
export function contradictionsOf(rule: Rule): RuleProblem[] {
  const space = spaceOf(rule);
  const problems = new Set<RuleProblem>();
  const studies = new Map<string, Study>();
  const whole = study(rule, [], space, (path, found) => {
    studies.set(keyOf(path), found);
    for (const problem of [...found.never, ...found.always]) problems.add(problem);
  });
  for (const problem of whole.never) problem.isFatal = true;
  if (whole.never.length === 0 && whole.always.length === 0) {
    pruned(rule, [], [], space, (path, part) => {
      const found = studies.get(keyOf(path));
      if (found && found.never.length + found.always.length > 0) return;
      problems.add({ kind: "redundant", path, facts: factsOf([part]), isFatal: false });
    });
  }
  return [...problems].toSorted(
    (a, b) => Number(b.isFatal) - Number(a.isFatal) || comparePaths(a.path, b.path),
  );
}

function study(
  part: Rule,
  path: RulePath,
  space: RuleSpace,
  report: (path: RulePath, found: Study) => void,
): Study {
  const found = studied();
  report(path, found);
  return found;

  function studied(): Study {
    if ("fact" in part) return studyCondition(part, path, space);
    if ("not" in part) {
      const { never, always } = study(part.not, [...path, "not"], space, report);
      return { never: always, always: never };
    }
    const isAll = "all" in part;
    const parts = isAll ? part.all : part.any;
    const key = isAll ? "all" : "any";
    const each = parts.map((one, index) => study(one, [...path, key, index], space, report));
    const kind = isAll ? "never_true" : "always_true";
    // What one part of an `all` cannot be, the whole cannot; an `any` is the same turned round.
    const decided = each.flatMap(({ never, always }) => (isAll ? never : always));
    const clash = decided.length > 0 ? [] : clashOf(parts, isAll, space);
    const certain =
      decided.length > 0 || clash.length === 0
        ? decided
        : [{ kind, path, facts: factsOf(clash), isFatal: false } as const];
    const opposites = each.map(({ never, always }) => (isAll ? always : never));
    const opposite = opposites.every(({ length }) => length > 0) ? opposites.flat() : [];
    return isAll ? { never: certain, always: opposite } : { never: opposite, always: certain };
  }
}

function studyCondition(condition: Condition, path: RulePath, space: RuleSpace): Study {
  const region = space.regions.get(condition);
  const problem = (kind: RuleProblem["kind"]): RuleProblem[] => [
    { kind, path, facts: [condition.fact], isFatal: false },
  ];
  if (region?.cells === 0n) {
    const isSet = Array.isArray(condition.value) || typeof condition.value === "string";
    return {
      never: problem(
        isReversed(condition) ? "bounds_reversed" : isSet ? "set_empty" : "never_true",
      ),
      always: [],
    };
  }
  const isFull = region !== undefined && region.cells === space.full.get(region.variable);
  return { never: [], always: isFull ? problem("always_true") : [] };
}

/** The fewest parts, each needed, that cannot all come out as wanted; none if they can. */
function clashOf(parts: readonly Rule[], wanted: boolean, space: RuleSpace): Rule[] {
  const demand = (part: Rule): Demand => ({ part, wanted });
  if (canMeet(space, parts.map(demand))) return [];
  return parts.reduce<Rule[]>(
    (core, part) => {
      const without = core.filter((one) => one !== part);
      return canMeet(space, without.map(demand)) ? core : without;
    },
    [...parts],
  );
}

/**
 * A part without what adds nothing wherever `context` holds, which is where the part decides: beside
 * parts of an `all` that are true, and of an `any` that are false. The last of two equals goes.
 */
function pruned(
  part: Rule,
  path: RulePath,
  context: readonly Demand[],
  space: RuleSpace,
  report: (path: RulePath, part: Rule) => void,
): Rule {
  if ("fact" in part) return part;
  if ("not" in part) return { not: pruned(part.not, [...path, "not"], context, space, report) };
  const isAll = "all" in part;
  const key = isAll ? "all" : "any";
  let kept = (isAll ? part.all : part.any).map((one, index) => ({ one, index }));
  const besides = (index: number): Demand[] => [
    ...context,
    ...kept
      .filter((other) => other.index !== index)
      .map(({ one }) => ({ part: one, wanted: isAll })),
  ];
  for (const { one, index } of kept.toReversed()) {
    if (kept.length === 1) break;
    if (canMeet(space, [...besides(index), { part: one, wanted: !isAll }])) continue;
    kept = kept.filter((other) => other.index !== index);
    report([...path, key, index], one);
  }
  for (const entry of kept) {
    const { one, index } = entry;
    entry.one = pruned(one, [...path, key, index], besides(index), space, report);
  }
  const parts = kept.map(({ one }) => one);
  return isAll ? { all: parts } : { any: parts };
}

function factsOf(parts: readonly Rule[]): string[] {
  return [...new Set(parts.flatMap(conditionsOf).map(({ fact }) => fact))];
}

const keyOf = (path: RulePath) => path.join(".");

function comparePaths(a: RulePath, b: RulePath): number {
  for (const [index, step] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (step === other) continue;
    return typeof step === "number" && typeof other === "number" ? step - other : 0;
  }
  return a.length - b.length;
}
