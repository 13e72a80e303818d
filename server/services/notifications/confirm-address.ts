import { sql } from "drizzle-orm";
import type { ConfirmAddressInput } from "@/domain/notifications/schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";
import { addressCodeMac } from "./address-code";
import { getNoticeSettings } from "./get-notice-settings";
import { refuseAddress } from "./refuse-address";

/** Whoever can read the code owns the address; from now on it may be written to. */
export async function confirmAddress(context: ServiceContext, { code }: ConfirmAddressInput) {
  const { db, actor } = context;
  authorize(actor, "notification.choose", {});
  const [verdict] = await db.call<{ refusal: string | null }>(
    sql`select refusal from auth.address_confirm(${db.token}, ${addressCodeMac(actor.userId, code)})`,
  );
  refuseAddress(verdict?.refusal);
  return getNoticeSettings(context);
}
