import { dayOf, formatMonth, type MonthIndex } from "./calendar";
import { asOfDay, type City } from "./city";
import { monthOf, type Condition } from "./condition";
import type { Enterprise } from "./enterprise";
import { pay, yuan } from "./payments";
import { Draws, hash, streams } from "./random";
import { contributionBase } from "./social-insurance";

export type HousingFund = {
  month: string;
  headcount: number;
  amount: string;
  paidOn: string | null;
};

/** A month's housing fund contributions, due on the 28th: fewer people than are insured, never more. */
export function housingFund(
  city: City,
  enterprise: Enterprise,
  condition: Condition,
  month: MonthIndex,
): HousingFund | null {
  const latent = monthOf(condition, month);
  if (!latent) return null;
  const draws = new Draws(hash(city.seed, enterprise.index, streams.fund, month));
  const share = 0.55 + 0.05 * Math.max(-2, Math.min(2, enterprise.quality));
  const headcount = Math.max(1, Math.round(latent.headcount * share));
  const amount = Math.round(headcount * contributionBase(enterprise) * 0.16 * 100);
  const { paidOn } = pay(draws, dayOf(month, 28), latent.stress, asOfDay(city));
  return { month: formatMonth(month), headcount, amount: yuan(amount), paidOn };
}
