import type { Condition, Rule } from "@/domain/products/rule";
import type { Day } from "@/domain/shared/calendar";
import { isDay, isWindow, windowStart } from "./evaluate";

/** What a value must be for a condition to have an answer; of `void` nobody's is. */
type Kind = "number" | "day" | "text" | "flag" | "void";
export type Bound = "gte" | "gt" | "lte" | "lt";

/** Conditions of one fact that ask the same way, and the slots they count in. */
export type Group = { slots: Int32Array } & (
  | { asks: Bound; /** Ascending, so that those not met stand at one end. */ bounds: Float64Array }
  | { asks: "member" | "stranger"; members: ReadonlySet<string> }
  | { asks: "yes" | "no" | "nothing" }
);
export type Column = { kind: Kind; fact: string; groups: Group[] };

/**
 * Many rules turned on their side: all conditions on a fact stand together. Each rule is a slot, and
 * so is each group that cannot be merged into the one around it. A slot is true where everything in
 * it is; `parents` are the slots that hold a group's opposite, given in order from slot `rules` on.
 */
export type Columns = { rules: number; slots: number; parents: Int32Array; columns: Column[] };

/** What a condition comes down to. */
type Question = { kind: Kind; asks: Group["asks"]; bound: number; members: readonly string[] };
type Leaf = Question & { fact: string; slot: number };

/** Rules for `truthsOf`, as of a day: the windows they name end with it. */
export function columnsOf(rules: readonly Rule[], asOf: Day): Columns {
  const leaves: Leaf[] = [];
  const parents: number[] = [];
  for (const [slot, rule] of rules.entries()) place(rule, slot, false);
  const slots = rules.length + parents.length;
  return { rules: rules.length, slots, parents: new Int32Array(parents), columns: grouped(leaves) };

  /**
   * Every slot is an `all`: what must hold besides what is there. An `any` is the opposite of an
   * `all` of opposites (De Morgan, which Kleene's logic keeps), so it is a slot of its own.
   */
  function place(part: Rule, slot: number, isNegated: boolean): void {
    if ("not" in part) place(part.not, slot, !isNegated);
    else if ("all" in part) placeAll(part.all, slot, isNegated);
    else if ("any" in part) placeAny(part.any, slot, isNegated);
    else {
      const ends = endsOf(part);
      if (ends) return placeAll(ends, slot, isNegated);
      const question = questionOf(part, asOf);
      const asks = isNegated ? opposites[question.asks] : question.asks;
      leaves.push({ ...question, asks, fact: part.fact, slot });
    }
  }

  function placeAll(parts: readonly Rule[], slot: number, isNegated: boolean): void {
    const own = isNegated ? newSlot(slot) : slot;
    for (const part of parts) place(part, own, false);
  }

  function placeAny(parts: readonly Rule[], slot: number, isNegated: boolean): void {
    const own = isNegated ? slot : newSlot(slot);
    for (const part of parts) place(part, own, true);
  }

  function newSlot(parent: number): number {
    return rules.length + parents.push(parent) - 1;
  }
}

const opposites = {
  gte: "lt",
  lt: "gte",
  gt: "lte",
  lte: "gt",
  member: "stranger",
  stranger: "member",
  yes: "no",
  no: "yes",
  nothing: "nothing",
} as const satisfies Record<Group["asks"], Group["asks"]>;

/** A range is two conditions, and so is equality of numbers; null for what is one. */
function endsOf({ fact, operator, value }: Condition): Condition[] | null {
  const isNumber = operator === "eq" && typeof value === "number";
  const range = isNumber ? { min: value, max: value } : operator === "between" ? value : null;
  if (range === null || typeof range !== "object" || Array.isArray(range)) return null;
  return [
    { fact, operator: "gte", value: range.min },
    { fact, operator: "lte", value: range.max },
  ];
}

function questionOf({ operator, value }: Condition, asOf: Day): Question {
  const none = { bound: 0, members: [] };
  switch (operator) {
    case "gte":
    case "gt":
    case "lte":
    case "lt":
      if (typeof value === "number")
        return { ...none, kind: "number", asks: operator, bound: value };
      break;
    case "on_or_before":
    case "on_or_after": {
      const asks = operator === "on_or_before" ? "lte" : "gte";
      if (isDay(value)) return { ...none, kind: "day", asks, bound: dayCode(value) };
      break;
    }
    case "within_months":
    case "not_within_months": {
      const asks = operator === "within_months" ? "gte" : "lt";
      if (isWindow(value))
        return { ...none, kind: "day", asks, bound: dayCode(windowStart(asOf, value)) };
      break;
    }
    case "eq":
    case "in":
    case "not_in": {
      const asks = operator === "not_in" ? "stranger" : "member";
      const members = typeof value === "string" ? [value] : operator === "eq" ? null : value;
      if (Array.isArray(members)) return { ...none, kind: "text", asks, members };
      break;
    }
    case "is_true":
    case "is_false":
      return { ...none, kind: "flag", asks: operator === "is_true" ? "yes" : "no" };
    case "between":
  }
  return { ...none, kind: "void", asks: "nothing" };
}

/** A day as a number in the order of days: 20261031. */
export function dayCode(day: Day): number {
  return Number(day.replaceAll("-", ""));
}

function grouped(leaves: readonly Leaf[]): Column[] {
  const byFact = Map.groupBy(leaves, ({ kind, fact }) => `${kind} ${fact}`);
  return [...byFact.values()].flatMap((of) => {
    const groups = Map.groupBy(of, ({ asks, members }) =>
      members.length === 0 ? asks : JSON.stringify([asks, members]),
    );
    return of.slice(0, 1).map(({ kind, fact }) => ({
      kind,
      fact,
      groups: [...groups.values()].flatMap(groupOf),
    }));
  });
}

function groupOf(leaves: readonly Leaf[]): Group[] {
  const ascending = leaves.toSorted((a, b) => a.bound - b.bound);
  const slots = new Int32Array(ascending.map(({ slot }) => slot));
  const bounds = new Float64Array(ascending.map(({ bound }) => bound));
  return leaves.slice(0, 1).map(({ asks, members }) => {
    if (asks === "member" || asks === "stranger") return { slots, asks, members: new Set(members) };
    const isBound = asks === "gte" || asks === "gt" || asks === "lte" || asks === "lt";
    return isBound ? { slots, asks, bounds } : { slots, asks };
  });
}
