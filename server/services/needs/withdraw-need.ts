import { and, eq, inArray } from "drizzle-orm";
import { applicationEvents, applications, needs } from "@/db/schema";
import { liveApplicationStatuses } from "@/domain/applications/lifecycle";
import type { NeedIdInput, NeedView } from "@/domain/needs/schema";
import { withdrawNeed as decide } from "@/domain/needs/rules";
import { authorize } from "@/domain/policy";
import { recordEvent } from "@/server/audit/record-event";
import type { ServiceContext } from "@/server/services/context";
import { lockOwnNeed } from "@/server/services/needs/queries";

/** Gives a need up, with the applications that were only prepared for it. */
export async function withdrawNeed(
  context: ServiceContext<"sme">,
  { needId }: NeedIdInput,
): Promise<NeedView> {
  const { db, actor, now, channel } = context;
  const enterpriseId = actor.organizationId;

  return db.transaction(async (tx) => {
    const need = await lockOwnNeed(tx, enterpriseId, needId);
    authorize(actor, "need.withdraw", need);
    const live = await tx
      .select({ id: applications.id, status: applications.status })
      .from(applications)
      .where(
        and(
          eq(applications.needId, needId),
          inArray(applications.status, [...liveApplicationStatuses]),
        ),
      )
      .for("update");
    const change = decide(need, live);

    for (const { id } of live) {
      await tx
        .update(applications)
        .set({ status: "withdrawn", decidedAt: now, updatedAt: now })
        .where(eq(applications.id, id));
      await tx.insert(applicationEvents).values({
        applicationId: id,
        from: "prepared",
        to: "withdrawn",
        actorParty: "sme",
        actorId: actor.userId,
        channel,
        at: now,
      });
    }
    await tx.update(needs).set(change).where(eq(needs.id, needId));
    await recordEvent(tx, context, "need.withdrawn", needId, { enterpriseId });
    return { ...need, ...change };
  });
}
