import { z } from "zod";
import { SignatureProof } from "@/domain/consents/signature-schema";
import { Convention } from "@/domain/products/convention";
import { repaymentKinds } from "@/domain/products/kinds";
import { Fee } from "@/domain/products/schema";
import { offerStatuses } from "./lifecycle";

export const DraftOfferInput = z.strictObject({
  /** Made by the form, so that a second press is the same offer. */
  id: z.uuid(),
  applicationId: z.uuid(),
  amount: z
    .bigint({ error: "amount_missing" })
    .positive({ error: "amount_not_positive" })
    .max(10_000_000_000_000n, { error: "amount_too_large" }),
  termMonths: z
    .int({ error: "term_missing" })
    .min(1, { error: "term_out_of_range" })
    .max(360, { error: "term_out_of_range" }),
  repayment: z.enum(repaymentKinds, { error: "repayment_missing" }),
  /** Nominal annual rate in basis points. */
  nominalRate: z
    .int({ error: "rate_missing" })
    .min(0, { error: "rate_out_of_range" })
    .max(3_600, { error: "rate_out_of_range" }),
  fees: z.array(Fee).max(5),
  conditions: z.string().trim().max(1_000, { error: "conditions_too_long" }).optional(),
  /** The last day on which the firm may accept. */
  validUntil: z.iso.date({ error: "day_missing" }),
});
export type DraftOfferInput = z.infer<typeof DraftOfferInput>;

export const BankOfferIdInput = z.strictObject({ offerId: z.uuid() });
export type BankOfferIdInput = z.infer<typeof BankOfferIdInput>;

export const SendBackOfferInput = z.strictObject({
  offerId: z.uuid(),
  reason: z
    .string()
    .trim()
    .min(2, { error: "reason_missing" })
    .max(500, { error: "reason_too_long" }),
});
export type SendBackOfferInput = z.infer<typeof SendBackOfferInput>;

export const ListBankOffersInput = z.strictObject({ applicationId: z.uuid() });
export type ListBankOffersInput = z.infer<typeof ListBankOffersInput>;

export const BankOfferView = z.strictObject({
  id: z.uuid(),
  bankId: z.uuid(),
  enterpriseId: z.uuid(),
  applicationId: z.uuid(),
  version: z.int(),
  status: z.enum(offerStatuses),
  amount: z.bigint(),
  termMonths: z.int(),
  repayment: z.enum(repaymentKinds),
  nominalRate: z.int(),
  fees: z.array(Fee),
  convention: Convention,
  annualRate: z.string(),
  totalInterest: z.bigint(),
  totalCost: z.bigint(),
  quotedFrom: z.iso.date(),
  conditions: z.string().nullable(),
  validUntil: z.date(),
  draftedBy: z.uuid(),
  approvedBy: z.uuid().nullable(),
  approvedAt: z.date().nullable(),
  sentBackReason: z.string().nullable(),
  decidedAt: z.date().nullable(),
  createdAt: z.date(),
});
export type BankOfferView = z.infer<typeof BankOfferView>;

export const BankOfferList = z.strictObject({ offers: z.array(BankOfferView) });

export const BankOfferState = z.strictObject({ id: z.uuid(), status: z.enum(offerStatuses) });
export type BankOfferState = z.infer<typeof BankOfferState>;

export const SignContractInput = z.strictObject({
  applicationId: z.uuid(),
  /** SHA-256 of the terms that were shown, in hex: other terms are refused. */
  termsHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Over the terms' bytes. */
  proof: SignatureProof,
});
export type SignContractInput = z.infer<typeof SignContractInput>;

export const ContractView = z.strictObject({
  id: z.uuid(),
  bankId: z.uuid(),
  number: z.string(),
  terms: z.string(),
  termsHash: z.string(),
  amount: z.bigint(),
  enterpriseSignedAt: z.date(),
  bankSignedAt: z.date().nullable(),
});
export type ContractView = z.infer<typeof ContractView>;
