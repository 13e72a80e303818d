import { z } from "zod";
import { ListNotificationsInput, NotificationPage } from "@/domain/notifications/schema";
import { listNotifications } from "@/server/services/notifications/list-notifications";
import { markNotificationsRead } from "@/server/services/notifications/mark-notifications-read";
import { bankProcedure, officeProcedure, router, smeProcedure } from "@/server/trpc/init";

const permission = { permission: "notification.read" } as const;
const Marked = z.strictObject({ marked: z.number().int() });

/** One inbox a party: row-level security answers with that organization's alone. */
export const notificationsRouter = router({
  enterprise: smeProcedure
    .meta(permission)
    .input(ListNotificationsInput)
    .output(NotificationPage)
    .query(({ ctx, input }) => listNotifications(ctx, input)),
  bank: bankProcedure
    .meta(permission)
    .input(ListNotificationsInput)
    .output(NotificationPage)
    .query(({ ctx, input }) => listNotifications(ctx, input)),
  office: officeProcedure
    .meta(permission)
    .input(ListNotificationsInput)
    .output(NotificationPage)
    .query(({ ctx, input }) => listNotifications(ctx, input)),
  markReadByEnterprise: smeProcedure
    .meta(permission)
    .output(Marked)
    .mutation(({ ctx }) => markNotificationsRead(ctx)),
  markReadByBank: bankProcedure
    .meta(permission)
    .output(Marked)
    .mutation(({ ctx }) => markNotificationsRead(ctx)),
  markReadByOffice: officeProcedure
    .meta(permission)
    .output(Marked)
    .mutation(({ ctx }) => markNotificationsRead(ctx)),
});
