import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { addressCodeMinutes } from "@/domain/notifications/mail";
import type { ClaimAddressInput } from "@/domain/notifications/schema";
import { authorize } from "@/domain/policy";
import { Conflict, Unavailable } from "@/domain/shared/errors";
import { installedPost } from "@/server/connectors/installed-post";
import type { Post } from "@/server/connectors/mail";
import { codeLetter } from "@/server/mail/letters";
import type { ServiceContext } from "@/server/services/context";
import { addressCodeMac, newAddressCode } from "./address-code";
import { getNoticeSettings } from "./get-notice-settings";
import { refuseAddress } from "./refuse-address";

/**
 * Sends a code to an address somebody says is theirs; nothing else is sent there before it has been
 * entered. Counted before it is sent: a server that is slow to refuse is no way around the limits.
 */
export async function claimAddress(
  context: ServiceContext,
  { address, language }: ClaimAddressInput,
  post: Post | null = installedPost(),
) {
  const { db, actor } = context;
  authorize(actor, "notification.choose", {});
  if (!post) throw new Conflict("mail_not_set_up");
  const code = newAddressCode();
  const mac = addressCodeMac(actor.userId, code);
  const [verdict] = await db.call<{ refusal: string | null }>(
    sql`select refusal from auth.address_claim(${db.token}, ${address}, ${mac}, ${addressCodeMinutes})`,
  );
  refuseAddress(verdict?.refusal);
  const letter = { id: randomUUID(), to: address, language, ...codeLetter(language, code) };
  if (!(await post.send(letter)).isSent) throw new Unavailable("mail_unavailable");
  return getNoticeSettings(context);
}
