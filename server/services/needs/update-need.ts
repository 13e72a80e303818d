import { and, eq, gt, inArray } from "drizzle-orm";
import { applications, matches, needs, openNeeds } from "@/db/schema";
import { liveApplicationStatuses } from "@/domain/applications/lifecycle";
import { updateNeed as decide } from "@/domain/needs/rules";
import type { NeedView, UpdateNeedInput } from "@/domain/needs/schema";
import { authorize } from "@/domain/policy";
import { recordEvent } from "@/server/audit/record-event";
import type { ServiceContext } from "@/server/services/context";
import { lockOwnNeed } from "@/server/services/needs/queries";

/** Says a need anew. Verdicts on what was wanted before go; runs stay, with what was asked then. */
export async function updateNeed(
  context: ServiceContext<"sme">,
  { needId, ...said }: UpdateNeedInput,
): Promise<NeedView> {
  const { db, actor } = context;
  const enterpriseId = actor.organizationId;

  return db.transaction(async (tx) => {
    const need = await lockOwnNeed(tx, enterpriseId, needId);
    authorize(actor, "need.update", need);
    const live = await tx
      .select({ status: applications.status })
      .from(applications)
      .where(
        and(
          eq(applications.needId, needId),
          inArray(applications.status, [...liveApplicationStatuses]),
        ),
      );
    const open = await tx.$count(
      openNeeds,
      and(
        eq(openNeeds.needId, needId),
        eq(openNeeds.status, "open"),
        gt(openNeeds.closesAt, context.now),
      ),
    );
    const change = {
      ...said,
      purposeText: said.purposeText ?? null,
      repayment: said.repayment ?? null,
      guarantee: said.guarantee ?? null,
      ...decide(need, live, open > 0),
    };
    await tx.delete(matches).where(eq(matches.needId, needId));
    await tx.update(needs).set(change).where(eq(needs.id, needId));
    await recordEvent(tx, context, "need.updated", needId, { enterpriseId });
    return { ...need, ...change };
  });
}
