import { type LprPublication, lprPublication } from "@/domain/loans/lpr";
import type { AnnualRate } from "@/domain/loans/annual-rate";
import { quote } from "@/domain/loans/quote";
import type { Grace, ScheduleConvention } from "@/domain/loans/convention";
import { conventionOf } from "@/domain/products/convention";
import type { ProductContent, RepaymentKind } from "@/domain/products/schema";
import type { Day } from "@/domain/shared/calendar";

/** What of a product its price follows from. */
type Priceable = Pick<
  ProductContent,
  "repaymentKinds" | "lprTenor" | "spreadMin" | "spreadMax" | "fees"
> &
  ScheduleConvention;

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
 * Prices a product for an amount and term at the middle of its rate range (loan prime rate, that in
 * force on the day if not told, + basis points), disbursed on the day. The bank's offer may differ;
 * the schedule may not.
 */
export function priceOf(
  content: Priceable,
  asked: Asked,
  on: Day,
  lpr: LprPublication = lprPublication(on),
): Price {
  const { nominalFrom, nominalTo, nominal } = nominalRates(content, lpr);
  const { repaymentKind, isPreferredKind } = kindFor(content, asked);
  const priced = quote({
    principal: asked.amount,
    months: asked.months,
    rate: nominal,
    repaymentKind,
    startOn: on,
    fees: content.fees,
    ...conventionOf(content),
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
export function estimatedCost(content: Priceable, asked: Asked, lpr: LprPublication): number {
  const principal = Number(asked.amount);
  const { months } = asked;
  const rate = nominalRates(content, lpr).nominal / 120_000;
  const { repaymentKind } = kindFor(content, asked);
  const payments = repaymentKind === "bullet" ? 1 : months;
  const fees = content.fees.reduce((sum, { timing, basisPoints = 0, amount = 0 }) => {
    const times = timing === "per_period" ? payments : 1;
    return sum + times * ((principal * basisPoints) / 10_000 + amount);
  }, 0);
  return fees + interestShare(repaymentKind, rate, months, content.grace) * principal;
}

function interestShare(
  kind: RepaymentKind,
  rate: number,
  months: number,
  { principalMonths = 0, interestMonths = 0, interestFreeMonths: free = 0 }: Grace = {},
): number {
  const wait = Math.max(principalMonths, interestMonths);
  const repaying = months - wait;
  // Of the months in which principal is paid, those without interest.
  const late = Math.max(0, free - wait);
  const early = Math.max(0, wait - free) * rate;
  switch (kind) {
    case "equal_instalments": {
      if (rate === 0) return 0;
      const annuity = late + (1 - (1 + rate) ** (late - repaying)) / rate;
      return early + repaying / annuity - 1;
    }
    case "equal_principal":
      return early + (rate * (repaying - late) * (repaying - late + 1)) / (2 * repaying);
    case "interest_first":
    case "revolving":
    case "bullet":
    case "flat":
      return rate * (months - free);
  }
}

function nominalRates(content: Priceable, lpr: LprPublication) {
  const base = lpr[content.lprTenor];
  const nominalFrom = Math.max(0, base + content.spreadMin);
  const nominalTo = Math.max(0, base + content.spreadMax);
  return { nominalFrom, nominalTo, nominal: Math.round((nominalFrom + nominalTo) / 2) };
}

function kindFor({ repaymentKinds }: Priceable, { repaymentKind }: Asked) {
  const preferred = repaymentKinds.find((kind) => kind === repaymentKind);
  return {
    repaymentKind: preferred ?? repaymentKinds[0] ?? "equal_instalments",
    isPreferredKind: !repaymentKind || preferred !== undefined,
  };
}
