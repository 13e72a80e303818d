import { formatMonth, type MonthIndex } from "./calendar";
import type { City } from "./city";
import type { Condition } from "./condition";
import type { Enterprise } from "./enterprise";
import { Draws, hash, streams } from "./random";
import { socialInsurance } from "./social-insurance";

export type RepresentativeInsurance = {
  month: string;
  /** Insured by this very firm, and the contributions are paid. */
  isInsured: boolean;
};

/** Who runs a second firm is often insured there. */
const insuredHere = 0.85;

/** Whether the legal representative was insured by the firm in a month; null before it existed. */
export function representativeInsurance(
  city: City,
  enterprise: Enterprise,
  condition: Condition,
  month: MonthIndex,
): RepresentativeInsurance | null {
  const paid = socialInsurance(city, enterprise, condition, month);
  if (!paid) return null;
  const draws = new Draws(hash(city.seed, enterprise.index, streams.representative));
  return {
    month: formatMonth(month),
    isInsured: draws.chance(insuredHere) && Number(paid.arrears) === 0,
  };
}
