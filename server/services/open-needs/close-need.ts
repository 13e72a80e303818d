import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { OpenNeedIdInput } from "@/domain/needs/open-schema";
import type { ServiceContext } from "@/server/services/context";
import { refusedOpening } from "./refused-opening";

/** Takes a need back from the banks; who took it up already still waits for an answer. */
export async function closeNeed(
  { db, actor }: ServiceContext<"sme">,
  { openNeedId }: OpenNeedIdInput,
): Promise<OpenNeedIdInput> {
  authorize(actor, "need.open", { enterpriseId: actor.organizationId });
  const [closed] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.need_close(${db.token}, ${openNeedId})`,
  );
  if (!closed || closed.refusal) throw refusedOpening(closed?.refusal);
  return { openNeedId };
}
