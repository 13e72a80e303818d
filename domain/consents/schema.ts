import { z } from "zod";
import { granularities, itemCodes } from "@/domain/sources/catalogue";
import { consentStatuses, purposes, readUnits } from "./lifecycle";

const noticeLanguages = ["zh-CN", "en"] as const;

const ScopedItem = z.strictObject({ item: z.enum(itemCodes), granularity: z.enum(granularities) });

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
  code: z.string().regex(/^\d{6}$/),
});
export type SignConsentInput = z.infer<typeof SignConsentInput>;

export const RevokeConsentInput = z.strictObject({
  consentId: z.uuid(),
  reason: z.string().trim().max(300).optional(),
});
export type RevokeConsentInput = z.infer<typeof RevokeConsentInput>;

export const GetConsentInput = z.strictObject({ consentId: z.uuid() });
export type GetConsentInput = z.infer<typeof GetConsentInput>;

const effectiveStatuses = [...consentStatuses, "scheduled", "lapsed", "expired"] as const;

const ConsentItemView = z.strictObject({
  item: z.enum(itemCodes),
  granularity: z.enum(granularities),
  from: z.iso.date(),
  to: z.iso.date(),
  why: z.string(),
  isDropped: z.boolean(),
});

export const ConsentView = z.strictObject({
  id: z.uuid(),
  revision: z.number().int(),
  purpose: z.enum(purposes),
  /** Null: the platform itself, for matching. */
  recipient: z.strictObject({ id: z.uuid(), name: z.string(), nameEn: z.string() }).nullable(),
  applicationId: z.uuid().nullable(),
  status: z.enum(effectiveStatuses),
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
  items: z.array(ConsentItemView),
  signedAt: z.date().nullable(),
  signedBy: z.string().nullable(),
  endedAt: z.date().nullable(),
  readsUsed: z.number().int(),
  lastReadAt: z.date().nullable(),
});
export type ConsentView = z.infer<typeof ConsentView>;

/** What ending a consent will do, told before it is done. */
export const ConsentConsequences = z.strictObject({
  consentId: z.uuid(),
  isLive: z.boolean(),
  applications: z.array(z.strictObject({ id: z.uuid(), bank: z.string(), status: z.string() })),
  losesMatches: z.boolean(),
});
export type ConsentConsequences = z.infer<typeof ConsentConsequences>;

export const SignedConsent = z.strictObject({
  consentId: z.uuid(),
  seq: z.bigint(),
  hash: z.string(),
  at: z.date(),
});

export const RevokedConsent = z.strictObject({ consentId: z.uuid(), revokedAt: z.date() });
