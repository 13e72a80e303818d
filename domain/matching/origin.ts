import type { Computed, Coverage } from "@/domain/profiles/windows";
import type { Month } from "@/domain/shared/calendar";

/** How good a fact is: the month it is as of, how much of its window was there, and whether it is disputed. */
export type FactOrigin = { asOf: Month; coverage: Coverage | null; isDisputed: boolean };
/** By fact code. */
export type Origins = ReadonlyMap<string, FactOrigin>;

/** Where a computed value comes from, without the value. */
export function originOf({ asOf, coverage, isDisputed }: Omit<Computed, "value">): FactOrigin {
  return { asOf, coverage, isDisputed: isDisputed === true };
}
