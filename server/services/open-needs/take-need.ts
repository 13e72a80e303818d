import { sql } from "drizzle-orm";
import type { TakeNeedInput } from "@/domain/needs/open-schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";
import { refusedOpening } from "./refused-opening";

/** Takes an open need up with one of the bank's products: the first three banks are in. */
export async function takeNeed(
  { db, actor }: ServiceContext<"bank">,
  { id, openNeedId, productId, message }: TakeNeedInput,
): Promise<{ takeId: string }> {
  authorize(actor, "open_need.take", { bankId: actor.organizationId });
  const [taken] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.need_take(${db.token}, ${id}, ${openNeedId}, ${productId}, ${message || null})`,
  );
  if (!taken || taken.refusal) throw refusedOpening(taken?.refusal);
  return { takeId: id };
}
