import { deadlineResumed } from "@/domain/applications/deadlines";
import { applicationCan, type ApplicationStatus } from "@/domain/applications/lifecycle";
import type { Fee, ProductContent, RepaymentKind } from "@/domain/products/schema";
import { lprOn } from "@/domain/loans/lpr";
import { addDays, shanghaiDay, startOfShanghaiDay, type Day } from "@/domain/shared/calendar";
import { Conflict, Invalid } from "@/domain/shared/errors";
import { offerCan, type OfferStatus } from "./lifecycle";

/** An offer may be left open for at most this many days. */
export const longestOfferDays = 30;

type Applied = { status: ApplicationStatus };
type Drafted = { status: OfferStatus; validUntil: Date };

export type OfferTerms = {
  amount: bigint;
  termMonths: number;
  repayment: RepaymentKind;
  nominalRate: number;
  fees: readonly Fee[];
  /** The last day on which the firm may accept. */
  validUntil: Day;
};

type Limits = Pick<
  ProductContent,
  | "amountMax"
  | "termMin"
  | "termMax"
  | "repaymentKinds"
  | "lprTenor"
  | "spreadMin"
  | "spreadMax"
  | "fees"
>;

/** The nominal rates (basis points) a product allows on a day: LPR of its tenor plus its spread. */
export function nominalRateRange(
  product: Pick<Limits, "lprTenor" | "spreadMin" | "spreadMax">,
  day: Day,
): { min: number; max: number } {
  const lpr = lprOn(day, product.lprTenor);
  return { min: Math.max(0, lpr + product.spreadMin), max: lpr + product.spreadMax };
}

/**
 * Whether a bank may put these terms before its approver: within what its own product promised in
 * public, so no dearer than advertised. Throws the refusal with the field it is about.
 */
export function draftOffer(application: Applied, product: Limits, terms: OfferTerms, now: Date) {
  if (!applicationCan("draft_offer", application)) throw new Conflict("application_state_changed");
  const today = shanghaiDay(now);
  if (terms.amount <= 0n || terms.amount > BigInt(product.amountMax))
    throw new Invalid("offer_amount_out_of_range", "amount");
  if (terms.termMonths < product.termMin || terms.termMonths > product.termMax)
    throw new Invalid("offer_term_out_of_range", "termMonths");
  if (!product.repaymentKinds.includes(terms.repayment))
    throw new Invalid("offer_repayment_not_in_product", "repayment");
  const rates = nominalRateRange(product, today);
  if (terms.nominalRate < rates.min || terms.nominalRate > rates.max)
    throw new Invalid("offer_rate_out_of_range", "nominalRate");
  if (!terms.fees.every((fee) => product.fees.some((published) => isWithin(fee, published))))
    throw new Invalid("offer_fee_not_in_product", "fees");
  if (terms.validUntil < today || terms.validUntil > addDays(today, longestOfferDays))
    throw new Invalid("offer_validity_out_of_range", "validUntil");
  return {
    status: "awaiting_approval",
    validUntil: startOfShanghaiDay(addDays(terms.validUntil, 1)),
    quotedFrom: today,
  } as const;
}

/** A fee may be waived or lowered, never added or raised. */
function isWithin(fee: Fee, published: Fee): boolean {
  return (
    fee.name.zh === published.name.zh &&
    fee.timing === published.timing &&
    (fee.basisPoints ?? 0) <= (published.basisPoints ?? 0) &&
    (fee.amount ?? 0) <= (published.amount ?? 0)
  );
}

/** Opens an offer to the firm. Who may approve is the policy's; whether it can be, this one's. */
export function approveOffer(
  offer: Drafted,
  application: Applied & { clockStoppedAt: Date | null },
  approverId: string,
  now: Date,
) {
  if (!offerCan("approve", offer, now)) throw new Conflict("offer_not_awaiting_approval");
  if (!applicationCan("draft_offer", application)) throw new Conflict("application_state_changed");
  return {
    offer: { status: "open", approvedBy: approverId, approvedAt: now },
    application: {
      status: "offered",
      decidedAt: now,
      // A newer version does not give the bank its clock back.
      clockStoppedAt: application.clockStoppedAt ?? now,
    },
  } as const;
}

/** Back to the officer, with what is wrong. An offer whose validity ran out can still be sent back. */
export function sendBackOffer(offer: Drafted, reason: string, now: Date) {
  if (!offerCan("send_back", { ...offer, validUntil: new Date(now.getTime() + 1) }, now))
    throw new Conflict("offer_not_awaiting_approval");
  return { status: "draft", sentBackReason: reason } as const;
}

type Stopped = Applied & { decideBy: Date | null; clockStoppedAt: Date | null };

/** Taking back an open offer lets the decision clock run on from where the offer had stopped it. */
export function withdrawOffer(offer: Drafted, application: Stopped, now: Date) {
  if (!offerCan("withdraw", { ...offer, validUntil: new Date(now.getTime() + 1) }, now))
    throw new Conflict("offer_not_open");
  const { decideBy, clockStoppedAt } = application;
  const isSeen = offer.status === "open" && application.status === "offered";
  return {
    offer: { status: "withdrawn", decidedAt: now },
    application: isSeen
      ? ({
          status: "under_review",
          decidedAt: null,
          decideBy:
            decideBy && clockStoppedAt ? deadlineResumed(decideBy, clockStoppedAt, now) : decideBy,
          clockStoppedAt: null,
        } as const)
      : null,
  } as const;
}

/** What the clock does to an offer nobody answered; one the firm never saw is simply gone. */
export function expireOffer(offer: Drafted, application: Applied, now: Date) {
  if (now < offer.validUntil) throw new Conflict("offer_not_expired");
  const isSeen = offer.status === "open";
  return {
    offer: { status: isSeen ? "expired" : "withdrawn", decidedAt: now },
    application:
      isSeen && application.status === "offered"
        ? ({ status: "offer_expired", decidedAt: now, clockStoppedAt: null } as const)
        : null,
  } as const;
}
