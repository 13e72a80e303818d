import canonicalize from "canonicalize";
import type { ScheduleConvention } from "@/domain/loans/convention";
import type { Fee, RepaymentKind } from "@/domain/products/schema";
import { shanghaiDay } from "@/domain/shared/calendar";
import { yuanOf } from "@/domain/shared/money";

type Signed = {
  number: string;
  offer: {
    id: string;
    version: number;
    amount: bigint;
    termMonths: number;
    repayment: RepaymentKind;
    nominalRate: number;
    annualRate: string;
    fees: readonly Fee[];
    convention: ScheduleConvention;
    totalInterest: bigint;
    totalCost: bigint;
    quotedFrom: string;
    scheduleHash: Uint8Array;
    conditions: string | null;
  };
  application: string;
  product: { id: string; version: number; code: string };
  enterprise: { uscc: string; name: string };
  bank: { uscc: string; name: string };
  agreedAt: Date;
};

/**
 * The bytes both sides sign: RFC 8785 canonical JSON in UTF-8. Amounts are yuan as decimal
 * strings, rates basis points, the schedule by its SHA-256. Throws on a value JSON cannot carry.
 */
export function contractTerms(signed: Signed): Uint8Array<ArrayBuffer> {
  const { offer } = signed;
  const text = canonicalize({
    version: 1,
    kind: "loan_contract",
    number: signed.number,
    application: signed.application,
    offer: { id: offer.id, version: offer.version },
    product: signed.product,
    borrower: signed.enterprise,
    lender: signed.bank,
    principal: yuanOf(offer.amount),
    currency: "CNY",
    termMonths: offer.termMonths,
    repayment: offer.repayment,
    nominalRate: offer.nominalRate,
    annualRate: offer.annualRate,
    fees: offer.fees,
    convention: offer.convention,
    totalInterest: yuanOf(offer.totalInterest),
    totalCost: yuanOf(offer.totalCost),
    quotedFrom: offer.quotedFrom,
    schedule: [...offer.scheduleHash].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
    conditions: offer.conditions,
    agreedAt: signed.agreedAt.toISOString(),
  });
  if (text === undefined) throw new TypeError("contract terms must be JSON");
  return new TextEncoder().encode(text);
}

/** `XYD-20261121-1A2B3C4D5E6F`: the day of agreement and the last twelve digits of the offer's id. */
export function contractNumber(offerId: string, agreedAt: Date): string {
  return `XYD-${shanghaiDay(agreedAt).replaceAll("-", "")}-${offerId.slice(-12).toUpperCase()}`;
}
