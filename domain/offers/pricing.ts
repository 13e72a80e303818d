import { quote, scheduleCanonicalForm, type Quote } from "@/domain/loans/quote";
import type { Fee, RepaymentKind } from "@/domain/products/schema";
import type { Day } from "@/domain/shared/calendar";
import { Invalid } from "@/domain/shared/errors";

type Priced = {
  amount: bigint;
  termMonths: number;
  repayment: RepaymentKind;
  nominalRate: number;
  fees: readonly Fee[];
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
  });
}

/**
 * The columns of an offer that follow from its terms, and the bytes its schedule hash is taken over.
 * Refuses terms that have no single annual rate: no one may be asked to sign what cannot be compared.
 */
export function offerFigures(terms: Priced, startOn: Day) {
  const priced = priceOffer(terms, startOn);
  if (priced.annualRate.kind !== "rate")
    throw new Invalid("offer_annual_rate_undetermined", "fees");
  return {
    annualRate: priced.annualRate.rate,
    totalInterest: priced.totalInterest,
    totalCost: priced.totalCost,
    schedule: scheduleCanonicalForm(terms.amount, priced),
  };
}
