import { z } from "zod";
import { effectiveConsentStatuses, purposes } from "./lifecycle";

export const consentGroups = ["live", "waiting", "ended"] as const;

export const ListOfficeConsentsInput = z.strictObject({
  bank: z.string().trim().max(40).optional(),
  group: z.enum(consentGroups).optional(),
  /** The last consent of the page before. */
  cursor: z.uuid().optional(),
});
export type ListOfficeConsentsInput = z.infer<typeof ListOfficeConsentsInput>;

/** That there is a consent and how it stands; never what it covers or what was read. */
export const OfficeConsentView = z.strictObject({
  id: z.uuid(),
  enterprise: z.string(),
  /** Null: the platform itself. */
  bank: z.strictObject({ code: z.string(), name: z.string(), nameEn: z.string() }).nullable(),
  purpose: z.enum(purposes),
  status: z.enum(effectiveConsentStatuses),
  validFrom: z.date(),
  validTo: z.date(),
  createdAt: z.date(),
  endedAt: z.date().nullable(),
  items: z.number().int(),
  reads: z.number().int(),
  lastReadAt: z.date().nullable(),
});
export type OfficeConsentView = z.infer<typeof OfficeConsentView>;

export const OfficeConsentPage = z.strictObject({
  consents: z.array(OfficeConsentView),
  /** To choose from. */
  banks: z.array(z.strictObject({ code: z.string(), name: z.string(), nameEn: z.string() })),
  next: z.uuid().nullable(),
});
export type OfficeConsentPage = z.infer<typeof OfficeConsentPage>;

export const TerminateConsentInput = z.strictObject({
  consentId: z.uuid(),
  /** Read by both sides. */
  reason: z.string().trim().min(4).max(300),
});
export type TerminateConsentInput = z.infer<typeof TerminateConsentInput>;
