import { findFact } from "@/domain/profiles/indicators";
import type { Unit } from "@/domain/profiles/definition";
import type { FactValue } from "@/domain/profiles/windows";
import type { Condition, RuleOperator } from "@/domain/products/rule";
import type { Month } from "@/domain/shared/calendar";
import type { Scope } from "@/domain/sources/catalogue";
import type { Change } from "./counterfactual";
import type { ProductCheck } from "./checks";
import type { ProductMatch } from "./match";
import { isDay } from "./evaluate";
import { type ConditionOutcome, strengthOf } from "./rules";
import { type NeedChange, strengthOfCheck, type WayIn, wayInOf } from "./way-in";

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
  between: "between",
  on_or_before: "on_or_before",
  on_or_after: "on_or_after",
  within_months: "not_within_months",
  not_within_months: "within_months",
};
/** Operators whose opposite is none: turned round they have words of their own. */
const withoutOpposite: readonly RuleOperator[] = ["eq", "between", "on_or_before", "on_or_after"];

/**
 * A condition as the enterprise must meet it (a negated one turned round):
 * `condition.<operator>.<met|failed|unknown>` with fact, value and threshold; an unknown one says
 * whether that is because it is disputed.
 */
export function conditionSentence({
  condition,
  value,
  outcome,
  wanted,
  isDisputed = false,
}: Pick<ConditionOutcome, "condition" | "value" | "outcome" | "wanted"> &
  Partial<Pick<ConditionOutcome, "isDisputed">>): Sentence {
  const state = outcome === null ? "unknown" : outcome === wanted ? "met" : "failed";
  const operator = wanted ? condition.operator : opposites[condition.operator];
  const isTurned = !wanted && withoutOpposite.includes(condition.operator);
  return {
    key: `condition.${isTurned ? `not_${operator}` : operator}.${state}`,
    params: {
      fact: condition.fact,
      value: termOf(condition.fact, value),
      ...(state === "unknown" && { isDisputed: isDisputed ? "yes" : "no" }),
      ...thresholdsOf(condition),
    },
  };
}

/** A product's own check: `check.<name>.<met|failed|unknown>`. */
export function checkSentence(check: ProductCheck): Sentence {
  const state = check.outcome === null ? "unknown" : check.outcome ? "met" : "failed";
  return { key: `check.${check.check}.${state}`, params: paramsOf(check) };
}

/**
 * What would have to change: `change.<raise|lower|become|clear|renew>.<now|by_month>`, or what to
 * wait for: `change.wait.<months|day>`; with `about` the month if known.
 */
export function changeSentence({ kind, fact, from, to, about }: Change): Sentence {
  const params = {
    fact,
    from: termOf(fact, from),
    to: termOf(fact, to),
    ...(about && { about: { unit: "month", value: about } satisfies Term }),
  };
  if (kind === "wait") {
    return { key: `change.wait.${typeof to === "number" ? "months" : "day"}`, params };
  }
  return { key: `change.${changeVerb(from, to)}.${about ? "by_month" : "now"}`, params };
}

/** What to ask for instead: `change.need.<amount|term>_<lower|raise>`, `.guarantee`, `.opening`. */
export function needChangeSentence(change: NeedChange): Sentence {
  switch (change.of) {
    case "amount":
    case "term": {
      const unit = change.of === "amount" ? "fen" : "months";
      const way = change.to < change.from ? "lower" : "raise";
      return {
        key: `change.need.${change.of}_${way}`,
        params: { from: { unit, value: change.from }, to: { unit, value: change.to } },
      };
    }
    case "guarantee":
      return { key: "change.need.guarantee", params: { to: { unit: "set", value: change.to } } };
    case "opening":
      return { key: "change.need.opening", params: { to: { unit: "day", value: change.to } } };
  }
}

/**
 * What allowing would settle: `settle.allow` with the number and the scopes; where nothing would,
 * `settle.disputed` if something is disputed, else `settle.none`.
 */
function settlingSentence(settling: readonly Scope[] | null, isDisputed: boolean): Sentence {
  if (!settling || settling.length === 0) {
    return { key: isDisputed ? "settle.disputed" : "settle.none", params: {} };
  }
  return {
    key: "settle.allow",
    params: { count: settling.length, scopes: { unit: "set", value: settling } },
  };
}

/**
 * Everything to say about a match, in reading order: what fails, the strongest first and what is
 * unknown last; what would change it; what to allow.
 */
export function matchSentences(
  match: ProductMatch,
  { month, isDisputed = false }: { month: Month; isDisputed?: boolean },
): { reasons: Sentence[]; changes: Sentence[]; settling: Sentence | null } {
  const { checks, rules, verdict } = match;
  const reasons = [
    ...checks
      .filter((check) => check.outcome !== true)
      .map((check) => ({
        sentence: checkSentence(check),
        strength: check.outcome === null ? -1 : strengthOfCheck(check),
      })),
    ...rules.failing.map((failing) => ({
      sentence: conditionSentence(failing),
      strength: strengthOf(failing, month),
    })),
  ];
  return {
    reasons: reasons
      .toSorted((a, b) => (a.strength === b.strength ? 0 : a.strength < b.strength ? 1 : -1))
      .map(({ sentence }) => sentence),
    changes: verdict === "not_eligible" ? wayInSentences(wayInOf(match)) : [],
    settling: verdict === "unknown" ? settlingSentence(rules.settling, isDisputed) : null,
  };
}

/** Need first, then the enterprise; the month by which all of several can be; what then is unknown. */
function wayInSentences(wayIn: WayIn | null): Sentence[] {
  if (!wayIn) return [{ key: "change.none", params: {} }];
  const { need, facts, about, reaches } = wayIn;
  const all = [...need.map(needChangeSentence), ...facts.map(changeSentence)];
  const month: Term = { unit: "month", value: about };
  return [
    ...all,
    ...(all.length > 1 && about ? [{ key: "change.all_by", params: { about: month } }] : []),
    ...(reaches === "unknown" ? [{ key: "change.then_unknown", params: {} }] : []),
  ];
}

type ChangeVerb = "raise" | "lower" | "become" | "clear" | "renew";

function changeVerb(from: FactValue, to: FactValue): ChangeVerb {
  if (typeof to === "boolean") return to ? "become" : "clear";
  if (isDay(to)) return "renew";
  if (typeof to === "string" || from === null || to === null) return "become";
  return typeof from !== "boolean" && typeof from !== "string" && to > from ? "raise" : "lower";
}

function thresholdsOf({ fact, operator, value }: Condition): Record<string, Term> {
  if (typeof value === "object" && !Array.isArray(value))
    return { min: termOf(fact, value.min), max: termOf(fact, value.max) };
  const isWindow = operator === "within_months" || operator === "not_within_months";
  return {
    threshold: isWindow ? { unit: "months", value: value ?? null } : termOf(fact, value ?? null),
  };
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
