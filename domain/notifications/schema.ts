import { z } from "zod";
import { eventNames } from "./events";

export const NotificationView = z.strictObject({
  id: z.uuid(),
  kind: z.enum(eventNames),
  subjectId: z.uuid(),
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
