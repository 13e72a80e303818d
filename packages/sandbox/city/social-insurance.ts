import { dayOf, formatMonth, type MonthIndex } from "./calendar";
import { asOfDay, type City } from "./city";
import { monthOf, type Condition } from "./condition";
import type { Enterprise } from "./enterprise";
import { pay, yuan } from "./payments";
import { Draws, hash, streams } from "./random";

type Scheme = { headcount: number; payable: string; paid: string };

export type SocialInsurance = {
  month: string;
  pension: Scheme;
  medical: Scheme;
  unemployment: Scheme;
  injury: Scheme;
  maternity: Scheme;
  paidOn: string | null;
  /** Still unpaid of this month's contributions. */
  arrears: string;
};

/** Share of the contribution base, employer and employee together. */
const rates = { pension: 0.24, medical: 0.1, unemployment: 0.01, injury: 0.004, maternity: 0.006 };

/** Average contribution base of a firm's staff in yuan: better run, better paid. */
export function contributionBase(enterprise: Enterprise): number {
  return 4_800 + 900 * Math.max(-1, Math.min(3, enterprise.quality)) + (enterprise.index % 7) * 150;
}

/** A month's contributions to the five schemes, due on the 25th. */
export function socialInsurance(
  city: City,
  enterprise: Enterprise,
  condition: Condition,
  month: MonthIndex,
): SocialInsurance | null {
  const latent = monthOf(condition, month);
  if (!latent) return null;
  const draws = new Draws(hash(city.seed, enterprise.index, streams.insurance, month));
  const covered = Math.max(
    1,
    Math.round(latent.headcount * (0.82 + 0.04 * Math.min(3, enterprise.quality))),
  );
  const due = dayOf(month, 25);
  const { paidOn, isPaid } = pay(draws, due, latent.stress, asOfDay(city));
  const base = contributionBase(enterprise);
  let owed = 0;
  const scheme = (headcount: number, rate: number): Scheme => {
    const payable = Math.round(headcount * base * rate * 100);
    owed += payable;
    return { headcount, payable: yuan(payable), paid: yuan(isPaid ? payable : 0) };
  };
  const schemes = {
    pension: scheme(covered, rates.pension),
    medical: scheme(covered, rates.medical),
    unemployment: scheme(covered, rates.unemployment),
    injury: scheme(Math.max(covered, Math.round(latent.headcount)), rates.injury),
    maternity: scheme(covered, rates.maternity),
  };
  return { month: formatMonth(month), ...schemes, paidOn, arrears: yuan(isPaid ? 0 : owed) };
}
