import { findFact } from "@/domain/profiles/indicators";
import type { Unit } from "@/domain/profiles/definition";
import type { FactValue } from "@/domain/profiles/windows";
import type { Condition, RuleOperator } from "@/domain/products/schema";
import type { Scope } from "@/domain/sources/catalogue";
import type { Change } from "./counterfactual";
import type { ProductCheck, ProductMatch } from "./match";
import type { ConditionOutcome } from "./rules";

/** A raw value with what it is, for whoever formats it. */
export type Term = { unit: Unit | "day" | "month"; value: FactValue | readonly string[] };
/** A message key with its parameters; `fact` is a code whose name the registry holds. */
export type Sentence = { key: string; params: Record<string, string | number | Term> };

const opposites: Record<RuleOperator, RuleOperator> = {
  gte: "lt",
  lt: "gte",
  lte: "gt",
  gt: "lte",
  eq: "eq",
  in: "not_in",
  not_in: "in",
  is_true: "is_false",
  is_false: "is_true",
};

/**
 * A condition as the enterprise must meet it (a negated one turned round):
 * `condition.<operator>.<met|failed|unknown>` with fact, value and threshold.
 */
export function conditionSentence({
  condition,
  value,
  outcome,
  wanted,
}: Omit<ConditionOutcome, "item" | "scope">): Sentence {
  const state = outcome === null ? "unknown" : outcome === wanted ? "met" : "failed";
  const operator = wanted ? condition.operator : opposites[condition.operator];
  const isUnequal = !wanted && condition.operator === "eq";
  return {
    key: `condition.${isUnequal ? "not_eq" : operator}.${state}`,
    params: {
      fact: condition.fact,
      value: termOf(condition.fact, value),
      threshold: termOf(condition.fact, thresholdOf(condition)),
    },
  };
}

/** A product's own check: `check.<name>.<met|failed|unknown>`. */
export function checkSentence(check: ProductCheck): Sentence {
  const state = check.outcome === null ? "unknown" : check.outcome ? "met" : "failed";
  return { key: `check.${check.check}.${state}`, params: paramsOf(check) };
}

/** What would have to change: `change.<raise|lower|become|clear>`, with `about` the month if known. */
export function changeSentence({ fact, from, to, about }: Change): Sentence {
  const params = { fact, from: termOf(fact, from), to: termOf(fact, to) };
  const when: Record<string, Term> = about ? { about: { unit: "month", value: about } } : {};
  const key = about
    ? `change.${changeVerb(from, to)}.by_month`
    : `change.${changeVerb(from, to)}.now`;
  return { key, params: { ...params, ...when } };
}

/** What allowing would settle: `settle.none`, or `settle.allow` with the number and the scopes. */
function settlingSentence(settling: readonly Scope[] | null): Sentence {
  if (!settling || settling.length === 0) return { key: "settle.none", params: {} };
  return {
    key: "settle.allow",
    params: { count: settling.length, scopes: { unit: "set", value: settling } },
  };
}

/** Everything to say about a match, in reading order: what fails, what would change it, what to allow. */
export function matchSentences({ checks, rules, verdict }: ProductMatch): {
  reasons: Sentence[];
  changes: Sentence[];
  settling: Sentence | null;
} {
  return {
    reasons: [
      ...checks.filter((check) => check.outcome !== true).map(checkSentence),
      ...rules.failing.map(conditionSentence),
    ],
    changes: rules.counterfactual?.changes.map(changeSentence) ?? [],
    settling: verdict === "unknown" ? settlingSentence(rules.settling) : null,
  };
}

function changeVerb(from: FactValue, to: FactValue): "raise" | "lower" | "become" | "clear" {
  if (typeof to === "boolean") return to ? "become" : "clear";
  if (typeof to === "string" || from === null || to === null) return "become";
  return typeof from !== "boolean" && typeof from !== "string" && to > from ? "raise" : "lower";
}

function thresholdOf({ value }: Condition): Term["value"] {
  return value ?? null;
}

function termOf(fact: string, value: Term["value"]): Term {
  return { unit: findFact(fact)?.unit ?? "set", value };
}

function paramsOf(check: ProductCheck): Sentence["params"] {
  switch (check.check) {
    case "amount":
      return {
        value: { unit: "fen", value: check.value },
        min: { unit: "fen", value: check.min },
        max: { unit: "fen", value: check.max },
      };
    case "term":
      return {
        value: { unit: "months", value: check.value },
        min: { unit: "months", value: check.min },
        max: { unit: "months", value: check.max },
      };
    case "region":
      return {
        value: { unit: "set", value: check.value },
        regions: { unit: "set", value: check.regions },
      };
    case "validity":
      return {
        value: { unit: "day", value: check.value },
        from: { unit: "day", value: check.from },
        to: { unit: "day", value: check.to },
      };
    case "guarantee":
      return {
        value: { unit: "set", value: check.value },
        accepted: { unit: "set", value: check.accepted },
      };
  }
}
