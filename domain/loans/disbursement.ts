import { applicationCan, type ApplicationStatus } from "@/domain/applications/lifecycle";
import type { SizeClass } from "@/domain/enterprises/enterprise";
import { offerFigures } from "@/domain/offers/pricing";
import type { Fee, GuaranteeKind, ProductKind, RepaymentKind } from "@/domain/products/schema";
import { shanghaiDay, type Day } from "@/domain/shared/calendar";
import { Conflict, Invalid } from "@/domain/shared/errors";
import { loanFlags } from "./flags";
import type { ScheduleConvention } from "./convention";

type Agreed = {
  application: { status: ApplicationStatus };
  offer: {
    amount: bigint;
    termMonths: number;
    repayment: RepaymentKind;
    nominalRate: number;
    fees: readonly Fee[];
    convention: ScheduleConvention;
  };
  /** When the bank put its name to the contract. */
  signedAt: Date | null;
  product: { guarantee: GuaranteeKind; kind: ProductKind };
  enterprise: { size: SizeClass | null; industry: string | null };
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
  const { application, offer, signedAt, product, enterprise, hasPriorLoan, owedToBank } = agreed;
  const { guarantee } = product;
  if (!applicationCan("disburse", application) || !signedAt)
    throw new Conflict("application_state_changed");
  if (amount > offer.amount) throw new Invalid("disbursement_exceeds_offer", "amount");
  if (on < shanghaiDay(signedAt) || on > shanghaiDay(now))
    throw new Invalid("disbursement_day_out_of_range", "on");
  const { annualRate, maturesOn } = offerFigures({ ...offer, amount }, on);
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
    maturesOn,
    status: "current",
    ...loanFlags({
      ...enterprise,
      hasPriorLoan,
      guarantee,
      creditAtBank: owedToBank + amount,
      product: product.kind,
      termMonths: offer.termMonths,
    }),
  } as const;
}
