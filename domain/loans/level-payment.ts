import { divideRounded, type RoundingMode } from "@/domain/shared/money";
import type { Period } from "./day-count";

/** What of a loan its instalment follows from; see `LoanTerms`. */
type LevelTerms = {
  principal: bigint;
  rate: number;
  rounding?: RoundingMode | undefined;
  instalmentMultiple?: number | undefined;
  instalmentRounding?: RoundingMode | undefined;
};

/**
 * The level payment P / Σ Πⱼ≤ₖ 1/(1+iⱼ), rounded as the product says.
 *
 * Filtered arithmetic, as in exact geometry (Shewchuk 1997): in floating point first, where each of n
 * factors is off by at most 6 units of 2⁻⁵³, products and sum by n more each, all of it by less than
 * n · 10⁻¹⁵ of the payment. Twice that on both sides within one half of a multiple leaves no doubt how it
 * is rounded, in any mode; where it does leave one, `exactLevelPayment` decides.
 */
export function levelPayment(terms: LevelTerms, periods: readonly Period[]): bigint {
  let discount = 1;
  let annuity = 0;
  let [time, years, factor] = [0n, 0n, 1];
  for (const { numerator, denominator } of periods) {
    if (numerator !== time || denominator !== years) {
      [time, years] = [numerator, denominator];
      const unit = Number(denominator) * 10_000;
      factor = unit / (unit + terms.rate * Number(numerator));
    }
    discount *= factor;
    annuity += discount;
  }
  const { instalmentMultiple = 1, instalmentRounding = "up", rounding = "half_up" } = terms;
  const halves = (2 * Number(terms.principal)) / (annuity * instalmentMultiple);
  const doubt = halves * 2e-15 * (periods.length + 2);
  const half = Math.floor(halves - doubt);
  if (half !== Math.floor(halves + doubt)) return exactLevelPayment(terms, periods);
  const mode = terms.instalmentMultiple === undefined ? rounding : instalmentRounding;
  const isUp = mode === "up" || (mode !== "down" && half % 2 === 1);
  return BigInt(Math.floor(half / 2) + (isUp ? 1 : 0)) * BigInt(instalmentMultiple);
}

/** The same as one fraction of integers, P · Π(1+iⱼ) / Σₖ Πⱼ>ₖ(1+iⱼ), so that a border is met exactly. */
export function exactLevelPayment(terms: LevelTerms, periods: readonly Period[]): bigint {
  let [whole, grown, annuity] = [1n, 1n, 0n];
  for (const { numerator, denominator } of periods) {
    const charged = BigInt(terms.rate) * numerator;
    if (charged !== 0n) {
      const unit = denominator * 10_000n;
      whole *= unit;
      grown *= unit + charged;
      annuity *= unit + charged;
    }
    annuity += whole;
  }
  return toMultiple(terms, terms.principal * grown, annuity);
}

/** A quotient as an instalment: to the fen, or in whole multiples where the product has one. */
export function toMultiple(terms: LevelTerms, numerator: bigint, denominator: bigint): bigint {
  const { instalmentMultiple, instalmentRounding = "up", rounding = "half_up" } = terms;
  if (instalmentMultiple === undefined) return divideRounded(numerator, denominator, rounding);
  const multiple = BigInt(instalmentMultiple);
  return divideRounded(numerator, denominator * multiple, instalmentRounding) * multiple;
}
