import { z } from "zod";
import { noticeLanguages } from "@/domain/shared/languages";
import { eventNames } from "./events";
import { MailAddress, mailWishes } from "./mail";

/** Names of the parties, days and counts that a notice's sentence is made with; never a fact. */
export const NoticeParams = z.record(z.string(), z.string());
export type NoticeParams = z.infer<typeof NoticeParams>;

export const NotificationView = z.strictObject({
  id: z.uuid(),
  kind: z.enum(eventNames),
  subjectId: z.uuid(),
  params: NoticeParams,
  at: z.date(),
  readAt: z.date().nullable(),
});
export type NotificationView = z.infer<typeof NotificationView>;

export const ListNotificationsInput = z.strictObject({ cursor: z.uuid().optional() });
export type ListNotificationsInput = z.infer<typeof ListNotificationsInput>;

export const NotificationPage = z.strictObject({
  notifications: z.array(NotificationView),
  unread: z.number().int(),
  next: z.uuid().nullable(),
});

/** How this person is told: by mail at a confirmed address, or here only. */
export const NoticeSettings = z.strictObject({
  /** Whether this installation can send mail at all. */
  canMail: z.boolean(),
  /** In part, as one recognizes one's own; null: none is confirmed. */
  address: z.string().nullable(),
  /** A code was sent there and has not been entered. */
  waitingAddress: z.string().nullable(),
  mail: z.enum(mailWishes),
  language: z.enum(noticeLanguages),
});
export type NoticeSettings = z.infer<typeof NoticeSettings>;

export const ChooseNoticesInput = z.strictObject({
  mail: z.enum(mailWishes),
  language: z.enum(noticeLanguages),
});
export type ChooseNoticesInput = z.infer<typeof ChooseNoticesInput>;

export const ClaimAddressInput = z.strictObject({
  address: MailAddress,
  language: z.enum(noticeLanguages),
});
export type ClaimAddressInput = z.infer<typeof ClaimAddressInput>;

export const ConfirmAddressInput = z.strictObject({ code: z.string().regex(/^\d{6}$/) });
export type ConfirmAddressInput = z.infer<typeof ConfirmAddressInput>;
