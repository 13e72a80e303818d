import { needs } from "@/db/schema";
import type { CreateNeedInput, NeedView } from "@/domain/needs/schema";
import { authorize } from "@/domain/policy";
import { recordEvent } from "@/server/audit/record-event";
import type { ServiceContext } from "@/server/services/context";
import { getOwnNeed, needColumns } from "@/server/services/needs/queries";

/** States what the enterprise wants to borrow. The same id again is the same need. */
export async function createNeed(
  context: ServiceContext<"sme">,
  input: CreateNeedInput,
): Promise<NeedView> {
  const { db, actor } = context;
  const enterpriseId = actor.organizationId;
  authorize(actor, "need.create", { enterpriseId });

  return db.transaction(async (tx) => {
    const [created] = await tx
      .insert(needs)
      .values({
        ...input,
        purposeText: input.purposeText ?? null,
        enterpriseId,
        createdBy: actor.userId,
        createdAt: context.now,
      })
      .onConflictDoNothing({ target: needs.id })
      .returning(needColumns);
    if (!created) return getOwnNeed(tx, enterpriseId, input.id);

    await recordEvent(tx, context, "need.created", created.id, { enterpriseId });
    return created;
  });
}
