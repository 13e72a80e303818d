import { z } from "zod";
import { Convention } from "@/domain/products/convention";
import { repaymentKinds } from "@/domain/products/kinds";
import { Fee, ProductContent } from "@/domain/products/schema";
import { SignatureProof } from "@/domain/consents/signature-schema";
import { ScheduleRowView } from "@/domain/loans/enterprise-schema";
import { offerStatuses } from "./lifecycle";

export const AcceptOfferInput = z.strictObject({
  offerId: z.uuid(),
  /** Accepting is signing: what is signed is the text of `OfferAcceptance`. */
  proof: SignatureProof,
});
export type AcceptOfferInput = z.infer<typeof AcceptOfferInput>;

export const OfferIdInput = z.strictObject({ offerId: z.uuid() });
export type OfferIdInput = z.infer<typeof OfferIdInput>;

/** The exact words of a yes to this offer, and their SHA-256: what a passkey is challenged with. */
export const OfferAcceptance = z.strictObject({ artefact: z.string(), artefactHash: z.string() });
export type OfferAcceptance = z.infer<typeof OfferAcceptance>;

export const RefuseOfferInput = z.strictObject({ offerId: z.uuid() });
export type RefuseOfferInput = z.infer<typeof RefuseOfferInput>;

export const ListOwnOffersInput = z.strictObject({
  needId: z.uuid().optional(),
  applicationId: z.uuid().optional(),
});
export type ListOwnOffersInput = z.infer<typeof ListOwnOffersInput>;

export const OwnOfferView = z.strictObject({
  id: z.uuid(),
  enterpriseId: z.uuid(),
  bankId: z.uuid(),
  needId: z.uuid(),
  applicationId: z.uuid(),
  version: z.int(),
  status: z.enum(offerStatuses),
  amount: z.bigint(),
  termMonths: z.int(),
  repayment: z.enum(repaymentKinds),
  nominalRate: z.int(),
  annualRate: z.string(),
  fees: z.array(Fee),
  convention: Convention,
  quotedFrom: z.iso.date(),
  totalInterest: z.bigint(),
  totalCost: z.bigint(),
  conditions: z.string().nullable(),
  validUntil: z.date(),
  decidedAt: z.date().nullable(),
  bank: z.strictObject({ name: z.string(), nameEn: z.string() }),
  product: z.strictObject({ id: z.uuid(), name: ProductContent.shape.name }),
  upfrontFees: z.bigint(),
  schedule: z.array(ScheduleRowView),
  contract: z
    .strictObject({
      number: z.string(),
      enterpriseSignedAt: z.date(),
      bankSignedAt: z.date().nullable(),
    })
    .nullable(),
});
export type OwnOfferView = z.infer<typeof OwnOfferView>;

export const OwnOfferList = z.strictObject({ offers: z.array(OwnOfferView) });

export const AcceptedOffer = z.strictObject({
  offerId: z.uuid(),
  applicationId: z.uuid(),
  contractNumber: z.string(),
});
export const RefusedOffer = z.strictObject({ offerId: z.uuid(), applicationId: z.uuid() });
