import { z } from "zod";
import { granularities, itemCodes } from "@/domain/sources/catalogue";
import { SignatureProof } from "./signature-schema";
import {
  consentSubjects,
  effectiveConsentStatuses,
  purposes,
  readUnits,
  signatureMethods,
  signatureRoles,
} from "./lifecycle";

const noticeLanguages = ["zh-CN", "en"] as const;

export const ScopedItem = z.strictObject({
  item: z.enum(itemCodes),
  granularity: z.enum(granularities),
});

/** Puts an exact text before the enterprise; nothing is permitted until it is signed. */
export const RequestConsentInput = z.discriminatedUnion("purpose", [
  z.strictObject({
    id: z.uuid(),
    purpose: z.literal("platform_matching"),
    language: z.enum(noticeLanguages),
    items: z.array(z.enum(itemCodes)).min(1).max(20),
  }),
  z.strictObject({
    id: z.uuid(),
    purpose: z.literal("loan_application"),
    language: z.enum(noticeLanguages),
    applicationId: z.uuid(),
    /** Optional items the enterprise switched on; required ones are always in. */
    optionalItems: z.array(ScopedItem).max(20),
  }),
]);
export type RequestConsentInput = z.infer<typeof RequestConsentInput>;

export const SignConsentInput = z.strictObject({
  consentId: z.uuid(),
  /** SHA-256 of the artefact that was shown, in hex: another text is refused. */
  artefactHash: z.string().regex(/^[0-9a-f]{64}$/),
  proof: SignatureProof,
});
export type SignConsentInput = z.infer<typeof SignConsentInput>;

export const RevokeConsentInput = z.strictObject({
  consentId: z.uuid(),
  reason: z.string().trim().max(300).optional(),
  /** What the recipient already read is to be deleted within days, not at the end of its life. */
  demandDeletion: z.boolean().optional(),
});
export type RevokeConsentInput = z.infer<typeof RevokeConsentInput>;

export const GetConsentInput = z.strictObject({ consentId: z.uuid() });
export type GetConsentInput = z.infer<typeof GetConsentInput>;

const ConsentItemView = z.strictObject({
  item: z.enum(itemCodes),
  granularity: z.enum(granularities),
  from: z.iso.date(),
  to: z.iso.date(),
  why: z.string(),
  isRequired: z.boolean(),
  isDropped: z.boolean(),
});

export const ConsentView = z.strictObject({
  id: z.uuid(),
  familyId: z.uuid(),
  revision: z.number().int(),
  subject: z.enum(consentSubjects),
  /** How many people must sign before it is worth anything. */
  quorum: z.number().int(),
  purpose: z.enum(purposes),
  /** Null: the platform itself, for matching. */
  recipient: z.strictObject({ id: z.uuid(), name: z.string(), nameEn: z.string() }).nullable(),
  applicationId: z.uuid().nullable(),
  /** The day the application it is bound to was sent, or begun where it is not sent yet. */
  appliedOn: z.iso.date().nullable(),
  reportId: z.uuid().nullable(),
  askId: z.uuid().nullable(),
  status: z.enum(effectiveConsentStatuses),
  validFrom: z.date(),
  validTo: z.date(),
  answerBy: z.date(),
  maxReads: z.number().int(),
  readsPerUnit: z.enum(readUnits).nullable(),
  readsPerCount: z.number().int().nullable(),
  maxFetches: z.number().int(),
  dataLifeDays: z.number().int(),
  artefact: z.string(),
  artefactHash: z.string(),
  wording: z.strictObject({ zh: z.string(), en: z.string() }),
  /** The most this purpose may ever allow, whoever asks. */
  ceilings: z.strictObject({
    validityDays: z.number().int(),
    dataMonths: z.number().int(),
    reads: z.number().int(),
    dataLifeDays: z.number().int(),
  }),
  items: z.array(ConsentItemView),
  signedAt: z.date().nullable(),
  signedBy: z.string().nullable(),
  signatures: z.array(
    z.strictObject({
      role: z.enum(signatureRoles),
      method: z.enum(signatureMethods),
      at: z.date(),
    }),
  ),
  endedAt: z.date().nullable(),
  endedReason: z.string().nullable(),
  readsUsed: z.number().int(),
  /** In the current day, week or month; of the whole consent where it has no such limit. */
  readsInUnit: z.number().int(),
  lastReadAt: z.date().nullable(),
  /** Days since it was last used; null: never. */
  idleDays: z.number().int().nullable(),
});
export type ConsentView = z.infer<typeof ConsentView>;

export const SignedConsent = z.strictObject({
  consentId: z.uuid(),
  /** Where it takes two, the first signature permits nothing yet. */
  status: z.enum(["active", "awaiting_cosign"]),
  seq: z.bigint(),
  hash: z.string(),
  at: z.date(),
});

export const RevokedConsent = z.strictObject({ consentId: z.uuid(), revokedAt: z.date() });
