import { and, eq, sql } from "drizzle-orm";
import { openNeeds, openNeedTakes } from "@/db/schema";
import type { AcceptTakeInput } from "@/domain/needs/open-schema";
import { authorize } from "@/domain/policy";
import { Conflict, NotFound } from "@/domain/shared/errors";
import { prepareWithin } from "@/server/services/applications/prepare-application";
import type { ServiceContext } from "@/server/services/context";
import { refusedOpening } from "./refused-opening";

/**
 * Goes on with a bank that took the need up: an application for its product is prepared. The bank
 * learns who it is when the firm signs, not before.
 */
export async function acceptTake(
  context: ServiceContext<"sme">,
  { takeId, applicationId }: AcceptTakeInput,
): Promise<{ applicationId: string }> {
  const { db, actor } = context;
  const enterpriseId = actor.organizationId;
  authorize(actor, "open_need.answer", { enterpriseId });
  const [take] = await db.transaction((tx) =>
    tx
      .select({
        needId: openNeeds.needId,
        productId: openNeedTakes.productId,
        status: openNeedTakes.status,
      })
      .from(openNeedTakes)
      .innerJoin(openNeeds, eq(openNeeds.id, openNeedTakes.openNeedId))
      .where(and(eq(openNeedTakes.id, takeId), eq(openNeedTakes.enterpriseId, enterpriseId))),
  );
  if (!take) throw new NotFound("take");
  if (take.status !== "taken") throw new Conflict("take_answered");

  // In one transaction: of a bank that was declined at the same moment nothing is prepared.
  return db.transaction(async (tx) => {
    const { needId, productId } = take;
    const prepared = await prepareWithin(tx, context, { id: applicationId, needId, productId });
    const { rows } = await tx.execute<{ refusal: string | null }>(
      sql`select refusal from gate.take_answer(${db.token}, ${takeId}, 'accepted', ${prepared.id})`,
    );
    const [answered] = rows;
    if (!answered || answered.refusal) throw refusedOpening(answered?.refusal);
    return { applicationId: prepared.id };
  });
}
