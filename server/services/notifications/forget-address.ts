import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";
import { getNoticeSettings } from "./get-notice-settings";

/** The address is deleted; mail that still waits for it is not sent. */
export async function forgetAddress(context: ServiceContext) {
  const { db, actor } = context;
  authorize(actor, "notification.choose", {});
  await db.call(sql`select auth.address_forget(${db.token})`);
  return getNoticeSettings(context);
}
