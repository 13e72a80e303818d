import { z } from "zod";
import { consentSubjects, purposes, readUnits } from "./lifecycle";
import { ConsentView } from "./schema";

/** A consent as its recipient sees it. */
export const BankConsentView = z.strictObject({
  id: z.uuid(),
  enterprise: z.string(),
  purpose: z.enum(purposes),
  subject: z.enum(consentSubjects),
  applicationId: z.uuid().nullable(),
  reportNumber: z.string().nullable(),
  status: ConsentView.shape.status,
  validFrom: z.date(),
  validTo: z.date(),
  endedAt: z.date().nullable(),
  readsPerUnit: z.enum(readUnits).nullable(),
  readsPerCount: z.int().nullable(),
  /** In the current day, week or month; of the whole consent where it has no such limit. */
  readsInUnit: z.int(),
  readsUsed: z.int(),
  lastReadAt: z.date().nullable(),
  items: ConsentView.shape.items,
  /** Its application is still under way: the bank declines that, and with it gives the consent back. */
  isInReview: z.boolean(),
});
export type BankConsentView = z.infer<typeof BankConsentView>;

export const ListBankConsentsInput = z.strictObject({ applicationId: z.uuid().optional() });
export type ListBankConsentsInput = z.infer<typeof ListBankConsentsInput>;

export const RelinquishConsentInput = z.strictObject({
  consentId: z.uuid(),
  reason: z.string().trim().max(300).optional(),
});
export type RelinquishConsentInput = z.infer<typeof RelinquishConsentInput>;

export const RelinquishedConsent = z.strictObject({
  consentId: z.uuid(),
  relinquishedAt: z.date(),
});
