import type { Locale } from "@/components/messages/locales";
import { numberFormat } from "./number-format";

const thin = "\u202f";

/** Basis points as a percentage: 365 → 3.65 %. A change keeps its sign: +3.65 %. */
export function formatRate(
  basisPoints: number,
  locale: Locale,
  options: { isSigned?: boolean } = {},
): string {
  return percent(basisPoints / 100, locale, 2, 2, options.isSigned ?? false);
}

/** An annual rate given as a decimal string: "0.036512" → 3.65 %. Four places are in `formatExactRate`. */
export function formatAnnualRate(rate: string, locale: Locale): string {
  return percent(Number(rate) * 100, locale, 2, 2, false);
}

/** All six places of an annual rate: "0.036512" → 3.6512 %. */
export function formatExactRate(rate: string, locale: Locale): string {
  return percent(Number(rate) * 100, locale, 4, 4, false);
}

/** A share of a whole, 0–1: 0.4231 → 42.3 %; `least` decimals, so that a column stands in line. */
export function formatShare(share: number, locale: Locale, least: 0 | 1 = 0): string {
  return percent(share * 100, locale, least, 1, false);
}

/** A change with its sign and at most one decimal: +12.4, -0.3, 0. */
export function formatSigned(value: number, locale: Locale): string {
  return numberFormat(locale, {
    maximumFractionDigits: Math.abs(value) < 0.1 ? 2 : 1,
    signDisplay: "exceptZero",
  }).format(value);
}

function percent(
  value: number,
  locale: Locale,
  least: number,
  most: number,
  isSigned: boolean,
): string {
  const number = numberFormat(locale, {
    minimumFractionDigits: least,
    maximumFractionDigits: most,
    signDisplay: isSigned ? "exceptZero" : "negative",
  }).format(value);
  return `${number}${thin}%`;
}
