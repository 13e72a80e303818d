import { quote, scheduleCanonicalForm, type Quote } from "@/domain/loans/quote";
import type { ScheduleConvention } from "@/domain/loans/convention";
import type { Fee, RepaymentKind } from "@/domain/products/schema";
import type { Day } from "@/domain/shared/calendar";
import { Invalid } from "@/domain/shared/errors";

type Priced = {
  amount: bigint;
  termMonths: number;
  repayment: RepaymentKind;
  nominalRate: number;
  fees: readonly Fee[];
  convention: ScheduleConvention;
};

/** What an offer costs if it is drawn on a day: form, offer, contract and loan all price it here. */
export function priceOffer(terms: Priced, startOn: Day): Quote {
  return quote({
    principal: terms.amount,
    months: terms.termMonths,
    rate: terms.nominalRate,
    repaymentKind: terms.repayment,
    startOn,
    fees: terms.fees,
    ...terms.convention,
  });
}

/**
 * The columns of an offer that follow from its terms, and the bytes its schedule hash is taken over.
 * Refuses fees that eat up the loan, and terms that have no single annual rate: no one may be asked to
 * sign what cannot be compared.
 */
export function offerFigures(terms: Priced, startOn: Day) {
  const priced = priceOffer(terms, startOn);
  if (priced.totalFees >= terms.amount) throw new Invalid("offer_fees_exceed_principal", "fees");
  if (priced.annualRate.kind !== "rate")
    throw new Invalid("offer_annual_rate_undetermined", "fees");
  return {
    annualRate: priced.annualRate.rate,
    totalInterest: priced.totalInterest,
    totalCost: priced.totalCost,
    maturesOn: priced.rows.at(-1)?.dueOn ?? startOn,
    schedule: scheduleCanonicalForm(terms.amount, priced),
  };
}
