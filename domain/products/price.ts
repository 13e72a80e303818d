import { lprOn } from "@/domain/loans/lpr";
import { quote } from "@/domain/loans/quote";
import type { Asked } from "@/domain/matching/price";
import type { Day } from "@/domain/shared/calendar";
import { conventionOf } from "./convention";
import type { ProductContent, RepaymentKind } from "./schema";

/** The cost at one end of a product's rates. Nominal rate in basis points, amounts in fen. */
type Bound = {
  nominalRate: number;
  /** Null where no single rate balances the flows. */
  annualRate: string | null;
  totalCost: bigint;
  firstDue: bigint;
};

export type PriceRange = {
  amount: bigint;
  months: number;
  repaymentKind: RepaymentKind;
  lowest: Bound;
  highest: Bound;
};

const referenceAmount = 50_000_000n;
const referenceMonths = 12;

/** What a product is priced for where nobody asked: 50 万元 for 12 months, or the nearest it lends. */
export function referenceTerms(content: ProductContent): { amount: bigint; months: number } {
  const [least, most] = [BigInt(content.amountMin), BigInt(content.amountMax)];
  const amount = referenceAmount < least ? least : referenceAmount > most ? most : referenceAmount;
  return { amount, months: Math.min(content.termMax, Math.max(content.termMin, referenceMonths)) };
}

/**
 * What a product costs from its lowest rate to its highest, by the loan prime rate of a day. A way
 * of repayment that it does not have is replaced by its first.
 */
export function priceRangeOf(content: ProductContent, asked: Asked, day: Day): PriceRange {
  const preferred = content.repaymentKinds.find((kind) => kind === asked.repaymentKind);
  const repaymentKind = preferred ?? content.repaymentKinds[0] ?? "equal_instalments";
  const lpr = lprOn(day, content.lprTenor);
  const boundAt = (spread: number): Bound => {
    const nominalRate = Math.max(0, lpr + spread);
    const { annualRate, totalCost, rows } = quote({
      principal: asked.amount,
      months: asked.months,
      rate: nominalRate,
      repaymentKind,
      startOn: day,
      fees: content.fees,
      ...conventionOf(content),
    });
    return {
      nominalRate,
      annualRate: annualRate.kind === "rate" ? annualRate.rate : null,
      totalCost,
      firstDue: rows[0]?.due ?? 0n,
    };
  };
  return {
    amount: asked.amount,
    months: asked.months,
    repaymentKind,
    lowest: boundAt(content.spreadMin),
    highest: boundAt(content.spreadMax),
  };
}
