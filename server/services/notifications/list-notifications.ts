import { desc, isNull, lt, sql } from "drizzle-orm";
import { notifications } from "@/db/schema";
import type { ListNotificationsInput, NotificationView } from "@/domain/notifications/schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";

const pageSize = 30;

/** What this person's organization was told, newest first; row-level security decides whose. */
export async function listNotifications(
  { db, actor }: ServiceContext,
  { cursor }: ListNotificationsInput,
) {
  authorize(actor, "notification.read", {});
  return db.transaction(async (tx) => {
    const rows = await tx
      .select()
      .from(notifications)
      .where(cursor ? lt(notifications.id, cursor) : undefined)
      .orderBy(desc(notifications.id))
      .limit(pageSize + 1);
    const [unread] = await tx
      .select({ count: sql<number>`count(*)`.mapWith(Number) })
      .from(notifications)
      .where(isNull(notifications.readAt));
    const page = rows.slice(0, pageSize);
    return {
      notifications: page.map(({ id, kind, subjectId, params, at, readAt }) => ({
        id,
        kind: kind as NotificationView["kind"],
        subjectId,
        params,
        at,
        readAt,
      })),
      unread: unread?.count ?? 0,
      next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null,
    };
  });
}
