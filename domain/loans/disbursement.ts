import { applicationCan, type ApplicationStatus } from "@/domain/applications/lifecycle";
import type { SizeClass } from "@/domain/enterprises/enterprise";
import { offerFigures } from "@/domain/offers/pricing";
import type { Fee, GuaranteeKind, RepaymentKind } from "@/domain/products/schema";
import { addMonthsToDay, shanghaiDay, type Day } from "@/domain/shared/calendar";
import { Conflict, Invalid } from "@/domain/shared/errors";
import { loanFlags } from "./flags";

type Agreed = {
  application: { status: ApplicationStatus };
  offer: {
    amount: bigint;
    termMonths: number;
    repayment: RepaymentKind;
    nominalRate: number;
    fees: readonly Fee[];
  };
  /** When the bank put its name to the contract. */
  signedAt: Date | null;
  guarantee: GuaranteeKind;
  size: SizeClass | null;
  hasPriorLoan: boolean;
  /** What the enterprise owes this bank already, in fen. */
  owedToBank: bigint;
};

/**
 * The loan that a drawdown (fen) under a signed contract makes: priced anew for the amount and day
 * it really has, flagged once. Refuses more than was agreed, and days outside contract and today.
 */
export function disburse(
  agreed: Agreed,
  { amount, on, reference }: { amount: bigint; on: Day; reference: string },
  now: Date,
) {
  const { application, offer, signedAt, guarantee, size, hasPriorLoan, owedToBank } = agreed;
  if (!applicationCan("disburse", application) || !signedAt)
    throw new Conflict("application_state_changed");
  if (amount > offer.amount) throw new Invalid("disbursement_exceeds_offer", "amount");
  if (on < shanghaiDay(signedAt) || on > shanghaiDay(now))
    throw new Invalid("disbursement_day_out_of_range", "on");
  const { annualRate } = offerFigures({ ...offer, amount }, on);
  return {
    bankReference: reference,
    principal: amount,
    balance: amount,
    nominalRate: offer.nominalRate,
    annualRate,
    termMonths: offer.termMonths,
    repayment: offer.repayment,
    guarantee,
    disbursedOn: on,
    maturesOn: addMonthsToDay(on, offer.termMonths),
    status: "current",
    ...loanFlags({ hasPriorLoan, guarantee, size, creditAtBank: owedToBank + amount }),
  } as const;
}
