import type { Day, Month } from "@/domain/shared/calendar";
import type { Computed } from "./windows";

export const units = ["fen", "bp", "count", "months", "set", "flag", "day"] as const;
export type Unit = (typeof units)[number];

/** What a day fact holds where it never happened: before any day, so every window excludes it. */
export const never: Day = "0001-01-01";

type Text = { zh: string; en: string };

/** What is fixed about a fact that product rules may ask for, whoever computes it. */
export type FactDefinition = {
  unit: Unit;
  /** Months of data the value looks at; null for a state. */
  window: number | null;
  name: Text;
  formula: Text;
  /** The direction in which an enterprise can move it, if it can at all. */
  actionable: "up" | "down" | null;
  /** Moves by one a month at most, or by what leaves its window: a change has a month then. */
  isPaced: boolean;
};

/** An indicator: a fact definition together with how it is computed from an item's records. */
export type Indicator<R> = FactDefinition & {
  compute: (records: readonly R[], month: Month) => Computed;
};

export const still = { actionable: null, isPaced: false } as const;
export const up = { actionable: "up", isPaced: false } as const;
export const down = { actionable: "down", isPaced: false } as const;
export const upMonthly = { actionable: "up", isPaced: true } as const;
export const downMonthly = { actionable: "down", isPaced: true } as const;
