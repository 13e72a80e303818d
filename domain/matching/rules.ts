import type { Month } from "@/domain/shared/calendar";
import { evidenceScope, findFact } from "@/domain/profiles/indicators";
import type { FactValue } from "@/domain/profiles/windows";
import type { Condition, Rule } from "@/domain/products/schema";
import type { ItemCode, Scope } from "@/domain/sources/catalogue";
import { type Counterfactual, counterfactualOf } from "./counterfactual";
import { evaluate, type Facts, holds, type Truth } from "./evaluate";
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

/** The verdict alone: what is asked thousands of times. */
export function verdictOf(rule: Rule, facts: Facts): Verdict {
  return verdictOfTruth(evaluate(rule, facts));
}

export function verdictOfTruth(truth: Truth): Verdict {
  if (truth === null) return "unknown";
  return truth ? "eligible" : "not_eligible";
}

/**
 * Judges a rule and explains it. `month` is the month the facts are as of; `granted` the scopes
 * already allowed, so that what their sources do not have is not asked for again.
 */
export function judge(
  rule: Rule,
  facts: Facts,
  { month, granted }: { month: Month; granted: ReadonlySet<string> },
): Judgement {
  const verdict = verdictOf(rule, facts);
  return {
    verdict,
    failing: verdict === "not_eligible" ? outcomesOf(rule, facts, true, true) : [],
    counterfactual: verdict === "not_eligible" ? counterfactualOf(rule, facts, month) : null,
    settling: verdict === "unknown" ? settlingScopes(rule, facts, granted) : null,
  };
}

/** Every condition of a rule with what came of it, in the rule's order. */
export function conditionOutcomes(rule: Rule, facts: Facts): ConditionOutcome[] {
  return outcomesOf(rule, facts, true, false);
}

/** Every condition in the rule's order, or only those that make it come out the opposite of wanted. */
function outcomesOf(
  rule: Rule,
  facts: Facts,
  wanted: boolean,
  isFailingOnly: boolean,
): ConditionOutcome[] {
  if (isFailingOnly && evaluate(rule, facts) !== !wanted) return [];
  if ("not" in rule) return outcomesOf(rule.not, facts, !wanted, isFailingOnly);
  if ("fact" in rule) {
    const value = facts.get(rule.fact) ?? null;
    const item = findFact(rule.fact)?.item ?? null;
    const outcome = holds(rule, value);
    return [{ condition: rule, value, outcome, wanted, item, scope: evidenceScope(rule.fact) }];
  }
  const parts = "all" in rule ? rule.all : rule.any;
  return parts.flatMap((part) => outcomesOf(part, facts, wanted, isFailingOnly));
}
