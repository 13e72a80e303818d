import { sql } from "drizzle-orm";
import type { ChooseNoticesInput } from "@/domain/notifications/schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";
import { getNoticeSettings } from "./get-notice-settings";
import { refuseAddress } from "./refuse-address";

/** What this person wants by mail, and in which language. */
export async function chooseNotices(context: ServiceContext, choice: ChooseNoticesInput) {
  const { db, actor } = context;
  authorize(actor, "notification.choose", {});
  const [verdict] = await db.call<{ refusal: string | null }>(
    sql`select refusal from auth.notice_choose(${db.token}, ${choice.mail}, ${choice.language})`,
  );
  refuseAddress(verdict?.refusal);
  return getNoticeSettings(context);
}
