import type { FactValue } from "@/domain/profiles/windows";
import { type Bound, type Column, type Columns, dayCode, type Group } from "./columns";
import { type Facts, isDay, type Truth } from "./evaluate";

/** Of each rule: true, false or unknown. Kept as bits, so that an `all` is the union of its parts. */
const isFalse = 1;
const isUnknown = 2;
/** What a slot comes to by what was met in it: one false decides, then one unknown. */
const settled = Uint8Array.of(0, isFalse, isUnknown, isFalse);
const opposite = Uint8Array.of(isFalse, 0, isUnknown);

/**
 * What `evaluate` says of every rule for one enterprise, all at once: of each fact only the
 * conditions that are not met are looked at, found by where the value lies. `truthAt` reads it.
 */
export function truthsOf({ rules, slots, parents, columns }: Columns, facts: Facts): Uint8Array {
  const state = new Uint8Array(slots);
  for (const column of columns) {
    const value = comparable(column, facts.get(column.fact) ?? null);
    for (const group of column.groups) {
      const count = group.slots.length;
      if (value === null) mark(group.slots, 0, count, isUnknown, state);
      else markUnmet(group, value, state);
    }
  }
  // A group's slot is later than the one it belongs to, so that inner groups are settled first.
  for (let slot = slots - 1; slot >= rules; slot -= 1) {
    const parent = parents[slot - rules] ?? 0;
    const truth = settled[state[slot] ?? 0] ?? 0;
    state[parent] = (state[parent] ?? 0) | (opposite[truth] ?? 0);
  }
  for (let slot = 0; slot < rules; slot += 1) state[slot] = settled[state[slot] ?? 0] ?? 0;
  return state.subarray(0, rules);
}

/** What came of the rule that was given at `index`. */
export function truthAt(truths: Uint8Array, index: number): Truth {
  const truth = truths[index];
  return truth === 0 ? true : truth === isFalse ? false : null;
}

/** The value as its column compares it; null where it is unknown or of another kind. */
function comparable({ kind }: Column, value: FactValue): number | string | boolean | null {
  switch (kind) {
    case "number":
      if (typeof value === "bigint") return nearest(value);
      return typeof value === "number" ? value : null;
    case "day":
      return isDay(value) ? dayCode(value) : null;
    case "text":
      return typeof value === "string" && !isDay(value) ? value : null;
    case "flag":
      return typeof value === "boolean" ? value : null;
    case "void":
      return null;
  }
}

function markUnmet(group: Group, value: number | string | boolean, state: Uint8Array): void {
  const { slots } = group;
  const count = slots.length;
  if ("bounds" in group) {
    const [from, to] = unmet(group.asks, group.bounds, Number(value));
    mark(slots, from, to, isFalse, state);
  } else if ("members" in group) {
    const isMember = group.members.has(String(value));
    if (isMember !== (group.asks === "member")) mark(slots, 0, count, isFalse, state);
  } else if (value !== (group.asks === "yes")) mark(slots, 0, count, isFalse, state);
}

/** From where to where the bounds stand that a value does not meet. */
function unmet(asks: Bound, bounds: Float64Array, value: number): [from: number, to: number] {
  switch (asks) {
    case "gte":
      return [above(bounds, value, true), bounds.length];
    case "gt":
      return [above(bounds, value, false), bounds.length];
    case "lte":
      return [0, above(bounds, value, false)];
    case "lt":
      return [0, above(bounds, value, true)];
  }
}

/** Where the bounds above a value begin; `isStrict` without those that equal it. */
function above(bounds: Float64Array, value: number, isStrict: boolean): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const bound = bounds[middle] ?? 0;
    if (bound > value || (!isStrict && bound === value)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function mark(slots: Int32Array, from: number, to: number, truth: number, state: Uint8Array): void {
  for (let index = from; index < to; index += 1) {
    const slot = slots[index] ?? 0;
    state[slot] = (state[slot] ?? 0) | truth;
  }
}

/** Exact where thresholds are, which are safe integers; beyond all of them otherwise. */
function nearest(value: bigint): number {
  if (value > Number.MAX_SAFE_INTEGER) return Infinity;
  return value < Number.MIN_SAFE_INTEGER ? -Infinity : Number(value);
}
