import canonicalize from "canonicalize";
import type { ScheduleConvention } from "@/domain/loans/convention";
import type { Fee, RepaymentKind } from "@/domain/products/schema";
import { yuanOf } from "@/domain/shared/money";

type Accepted = {
  offer: {
    id: string;
    version: number;
    applicationId: string;
    amount: bigint;
    termMonths: number;
    repayment: RepaymentKind;
    nominalRate: number;
    annualRate: string;
    fees: readonly Fee[];
    convention: ScheduleConvention;
    totalCost: bigint;
    scheduleHash: Uint8Array;
    conditions: string | null;
  };
  enterprise: { uscc: string; name: string };
  bank: { uscc: string; name: string };
  signer: { id: string; name: string };
};

/**
 * The words of a yes to an offer: RFC 8785 canonical JSON. The same offer gives the same words to
 * the same person, and an offer is accepted once: they need no nonce. Throws on what JSON cannot carry.
 */
export function acceptanceText({ offer, enterprise, bank, signer }: Accepted): string {
  const text = canonicalize({
    version: 1,
    kind: "offer_acceptance",
    offer: { id: offer.id, version: offer.version },
    application: offer.applicationId,
    borrower: enterprise,
    lender: bank,
    principal: yuanOf(offer.amount),
    currency: "CNY",
    termMonths: offer.termMonths,
    repayment: offer.repayment,
    nominalRate: offer.nominalRate,
    annualRate: offer.annualRate,
    fees: offer.fees,
    convention: offer.convention,
    totalCost: yuanOf(offer.totalCost),
    schedule: [...offer.scheduleHash].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
    conditions: offer.conditions,
    signer,
  });
  if (text === undefined) throw new TypeError("an acceptance must be JSON");
  return text;
}
