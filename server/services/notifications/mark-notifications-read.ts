import { isNull } from "drizzle-orm";
import { notifications } from "@/db/schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";

/** Marks all that the organization has been told as read; gives how many were new. */
export async function markNotificationsRead({ db, actor, now }: ServiceContext) {
  authorize(actor, "notification.read", {});
  const marked = await db.transaction((tx) =>
    tx
      .update(notifications)
      .set({ readAt: now })
      .where(isNull(notifications.readAt))
      .returning({ id: notifications.id }),
  );
  return { marked: marked.length };
}
