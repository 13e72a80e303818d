import { z } from "zod";
import { consentSubjects } from "@/domain/consents/lifecycle";
import { ConsentView } from "@/domain/consents/schema";
import { isText } from "@/domain/shared/text";
import { granularities, itemCodes } from "@/domain/sources/catalogue";
import { askablePurposes, effectiveAskStatuses } from "./lifecycle";

const Said = z.string().trim().refine(isText);
const ScopedItem = z.strictObject({ item: z.enum(itemCodes), granularity: z.enum(granularities) });

export const MakeAskInput = z.strictObject({
  /** Made by the form, so that a second press is the same ask. */
  id: z.uuid(),
  applicationId: z.uuid(),
  purpose: z.enum(askablePurposes),
  /** In the bank's words: what it is for. */
  message: Said.min(1, { error: "message_missing" }).max(1_000, { error: "message_too_long" }),
  validityDays: z
    .int({ error: "days_missing" })
    .min(1, { error: "days_out_of_range" })
    .max(3_650, { error: "days_out_of_range" }),
  /** None where the bank asks to tell the platform, and not to see. */
  items: z
    .array(
      ScopedItem.extend({
        why: Said.min(1, { error: "why_missing" }).max(300, { error: "why_too_long" }),
        isRequired: z.boolean(),
      }),
    )
    .max(20),
});
export type MakeAskInput = z.infer<typeof MakeAskInput>;

export const AskIdInput = z.strictObject({ askId: z.uuid() });
export type AskIdInput = z.infer<typeof AskIdInput>;

export const ListAsksInput = z.strictObject({ applicationId: z.uuid().optional() });
export type ListAsksInput = z.infer<typeof ListAsksInput>;

export const AskOptionsInput = z.strictObject({
  applicationId: z.uuid(),
  purpose: z.enum(askablePurposes),
});
export type AskOptionsInput = z.infer<typeof AskOptionsInput>;

export const AnswerAskInput = z.strictObject({
  /** Of the consent that answers; another choice is another text under another id. */
  id: z.uuid(),
  askId: z.uuid(),
  language: z.enum(["zh-CN", "en"]),
  /** Optional items the enterprise switched on; required ones are always in. */
  optionalItems: z.array(ScopedItem).max(20),
});
export type AnswerAskInput = z.infer<typeof AnswerAskInput>;

export const DeclineAskInput = z.strictObject({
  askId: z.uuid(),
  /** What the bank is told. */
  message: Said.min(1, { error: "message_missing" }).max(500, { error: "message_too_long" }),
});
export type DeclineAskInput = z.infer<typeof DeclineAskInput>;

const AskItemView = ScopedItem.extend({
  from: z.iso.date(),
  to: z.iso.date(),
  why: z.string(),
  isRequired: z.boolean(),
});
export type AskItemView = z.infer<typeof AskItemView>;

export const AskView = z.strictObject({
  id: z.uuid(),
  bankId: z.uuid(),
  enterpriseId: z.uuid(),
  bank: z.strictObject({ name: z.string(), nameEn: z.string() }),
  enterprise: z.strictObject({ name: z.string(), uscc: z.string() }),
  purpose: z.enum(askablePurposes),
  subject: z.enum(consentSubjects),
  applicationId: z.uuid(),
  message: z.string(),
  validityDays: z.int(),
  status: z.enum(effectiveAskStatuses),
  askedAt: z.date(),
  answerBy: z.date(),
  answeredAt: z.date().nullable(),
  consentId: z.uuid().nullable(),
  items: z.array(AskItemView),
});
export type AskView = z.infer<typeof AskView>;

export const OwnAskView = AskView.extend({
  /** The live consent that signing would take the place of. */
  live: ConsentView.nullable(),
});
export type OwnAskView = z.infer<typeof OwnAskView>;

export const AskState = z.strictObject({ id: z.uuid(), status: z.enum(effectiveAskStatuses) });

/** What a bank may ask for about one application now. */
export const AskOptions = z.strictObject({
  purpose: z.enum(askablePurposes),
  /** Why nothing may be asked, as a refusal's reason; null where it may. */
  refusal: z.string().nullable(),
  /** What the purpose allows and no live consent covers yet. */
  scopes: z.array(ScopedItem.extend({ subject: z.enum(consentSubjects) })),
  longestDays: z.int(),
  /** The consent of this purpose that is live. */
  consentId: z.uuid().nullable(),
  open: AskView.nullable(),
});
export type AskOptions = z.infer<typeof AskOptions>;
