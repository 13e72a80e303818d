import { type Day, lastDayOf, type Month } from "@/domain/shared/calendar";
import { evidenceScope, findFact } from "@/domain/profiles/indicators";
import type { Coverage, FactValue } from "@/domain/profiles/windows";
import type { Condition, Rule } from "@/domain/products/rule";
import type { ItemCode, Scope } from "@/domain/sources/catalogue";
import { type Change, type Counterfactual, counterfactualOf, effortOf } from "./counterfactual";
import { evaluate, type Facts, holds, type Truth } from "./evaluate";
import type { Origins } from "./origin";
import { settlingScopes } from "./settle";
import type { Verdict } from "./verdict";

/** One condition of a rule with what came of it. */
export type ConditionOutcome = {
  condition: Condition;
  value: FactValue;
  outcome: Truth;
  /** False where the condition stands under an odd number of nots: then it must *not* hold. */
  wanted: boolean;
  item: ItemCode | null;
  /** What a consent must hold to know the value; null for public facts. */
  scope: Scope | null;
  /** The month the value is as of; null where no source said anything. */
  asOf: Month | null;
  coverage: Coverage | null;
  /** Disputed at its agency: whatever the value is, it counts as unknown. */
  isDisputed: boolean;
  /** The least change by which this condition alone would be met; null unless it fails, or if none. */
  change: Change | null;
};

/** A rule judged, with what explains the verdict; `conditionOutcomes` gives the whole list. */
export type Judgement = {
  verdict: Verdict;
  /** The conditions that make it fail; empty unless not eligible. */
  failing: ConditionOutcome[];
  /** What would change the verdict; null unless not eligible, or if nothing one can do would. */
  counterfactual: Counterfactual | null;
  /** The fewest scopes to allow that could settle it; null unless unknown, or if none could. */
  settling: Scope[] | null;
};

export function verdictOfTruth(truth: Truth): Verdict {
  if (truth === null) return "unknown";
  return truth ? "eligible" : "not_eligible";
}

type Grounds = { month: Month; origins?: Origins };

/** What a list of conditions is made from; `asOf` is the last day of the month. */
type Listing = Grounds & { facts: Facts; asOf: Day; isFailingOnly: boolean };

/**
 * Judges a rule and explains it, the strongest reason first (`strengthOf`). `month` is the month the
 * facts are as of; `granted` the scopes already allowed, so that what their sources do not have is
 * not asked for again.
 */
export function judge(
  rule: Rule,
  facts: Facts,
  { granted, ...grounds }: Grounds & { granted: ReadonlySet<string> },
): Judgement {
  const { month } = grounds;
  const asOf = lastDayOf(month);
  const listing = { ...grounds, facts, asOf, isFailingOnly: true };
  const verdict = verdictOfTruth(evaluate(rule, facts, asOf));
  const isRefused = verdict === "not_eligible";
  const failing = isRefused ? outcomesOf(rule, listing, true) : [];
  return {
    verdict,
    failing: failing.toSorted((a, b) => compare(strengthOf(b, month), strengthOf(a, month))),
    counterfactual: isRefused ? counterfactualOf(rule, facts, month) : null,
    settling: verdict === "unknown" ? settlingScopes(rule, facts, granted, asOf) : null,
  };
}

/**
 * How strongly a failing condition speaks against: what nothing one can do would change most, then
 * by the effort (`Move.effort`) of the least change that would meet it.
 */
export function strengthOf({ change }: ConditionOutcome, month: Month): number {
  return change ? effortOf(change, month) : Infinity;
}

/** Every condition of a rule with what came of it, in the rule's order. */
export function conditionOutcomes(rule: Rule, facts: Facts, grounds: Grounds): ConditionOutcome[] {
  const asOf = lastDayOf(grounds.month);
  return outcomesOf(rule, { ...grounds, facts, asOf, isFailingOnly: false }, true);
}

/** Every condition in the rule's order, or only those that make it come out the opposite of wanted. */
function outcomesOf(rule: Rule, listing: Listing, wanted: boolean): ConditionOutcome[] {
  const { month, origins, facts, asOf, isFailingOnly } = listing;
  if (isFailingOnly && evaluate(rule, facts, asOf) !== !wanted) return [];
  if ("not" in rule) return outcomesOf(rule.not, listing, !wanted);
  if ("fact" in rule) {
    const value = facts.get(rule.fact) ?? null;
    const outcome = holds(rule, value, asOf);
    const origin = origins?.get(rule.fact);
    const turned = wanted ? rule : { not: rule };
    return [
      {
        condition: rule,
        value,
        outcome,
        wanted,
        item: findFact(rule.fact)?.item ?? null,
        scope: evidenceScope(rule.fact),
        asOf: origin?.asOf ?? null,
        coverage: origin?.coverage ?? null,
        isDisputed: origin?.isDisputed ?? false,
        change: counterfactualOf(turned, facts, month)?.changes[0] ?? null,
      },
    ];
  }
  const parts = "all" in rule ? rule.all : rule.any;
  return parts.flatMap((part) => outcomesOf(part, listing, wanted));
}

const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0);
