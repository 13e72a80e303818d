import { lprOn } from "@/domain/loans/lpr";
import type { AnnualRate } from "@/domain/loans/annual-rate";
import { quote } from "@/domain/loans/quote";
import type { ProductContent, RepaymentKind } from "@/domain/products/schema";
import type { Day } from "@/domain/shared/calendar";

/** What is asked for: amount in fen, whole months. */
export type Asked = { amount: bigint; months: number; repaymentKind?: RepaymentKind | null };

/** What a product would cost for what is asked. Amounts in fen, nominal rates in basis points. */
export type Price = {
  repaymentKind: RepaymentKind;
  /** False if the product does not offer the kind asked for: priced with its first. */
  isPreferredKind: boolean;
  nominalFrom: number;
  nominalTo: number;
  /** The rate priced: the middle of the range, rounded half up. */
  nominal: number;
  annualRate: AnnualRate;
  totalInterest: bigint;
  totalFees: bigint;
  totalCost: bigint;
  /** The first payment due, fees included. */
  firstDue: bigint;
};

/**
 * Prices a product for an amount and term at the middle of its rate range (loan prime rate in force
 * that day + basis points), disbursed on the day. The bank's offer may differ; the schedule may not.
 */
export function priceOf(content: ProductContent, asked: Asked, on: Day): Price {
  const { nominalFrom, nominalTo, nominal } = nominalRates(content, on);
  const { repaymentKind, isPreferredKind } = kindFor(content, asked);
  const priced = quote({
    principal: asked.amount,
    months: asked.months,
    rate: nominal,
    repaymentKind,
    startOn: on,
    fees: content.fees,
    ...(content.dayCount && { dayCount: content.dayCount }),
    ...(content.rounding && { rounding: content.rounding }),
  });
  return {
    repaymentKind,
    isPreferredKind,
    nominalFrom,
    nominalTo,
    nominal,
    annualRate: priced.annualRate,
    totalInterest: priced.totalInterest,
    totalFees: priced.totalFees,
    totalCost: priced.totalCost,
    firstDue: priced.rows[0]?.due ?? 0n,
  };
}

/**
 * Roughly what `priceOf` would say a loan costs, in fen, without a schedule: closed forms of whole
 * months, unrounded. Good enough to choose which of thousands of products to price exactly.
 */
export function estimatedCost(content: ProductContent, asked: Asked, on: Day): number {
  const principal = Number(asked.amount);
  const { months } = asked;
  const rate = nominalRates(content, on).nominal / 120_000;
  const { repaymentKind } = kindFor(content, asked);
  const payments = repaymentKind === "bullet" ? 1 : months;
  const fees = content.fees.reduce((sum, { timing, basisPoints = 0, amount = 0 }) => {
    const times = timing === "per_period" ? payments : 1;
    return sum + times * ((principal * basisPoints) / 10_000 + amount);
  }, 0);
  return fees + interestShare(repaymentKind, rate, months) * principal;
}

function interestShare(kind: RepaymentKind, rate: number, months: number): number {
  switch (kind) {
    case "equal_instalments":
      return rate === 0 ? 0 : (months * rate) / (1 - (1 + rate) ** -months) - 1;
    case "equal_principal":
      return (rate * (months + 1)) / 2;
    case "interest_first":
    case "revolving":
    case "bullet":
    case "flat":
      return rate * months;
  }
}

function nominalRates(content: ProductContent, on: Day) {
  const lpr = lprOn(on, content.lprTenor);
  const nominalFrom = Math.max(0, lpr + content.spreadMin);
  const nominalTo = Math.max(0, lpr + content.spreadMax);
  return { nominalFrom, nominalTo, nominal: Math.round((nominalFrom + nominalTo) / 2) };
}

function kindFor({ repaymentKinds }: ProductContent, { repaymentKind }: Asked) {
  const preferred = repaymentKinds.find((kind) => kind === repaymentKind);
  return {
    repaymentKind: preferred ?? repaymentKinds[0] ?? "equal_instalments",
    isPreferredKind: !repaymentKind || preferred !== undefined,
  };
}
