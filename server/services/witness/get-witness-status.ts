import { and, desc, eq } from "drizzle-orm";
import { checkpoints, cosignatures, notifications } from "@/db/schema";
import type { WitnessStatusView } from "@/domain/ledger/witness-schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";
import { findKey } from "./find-key";

/** The newest checkpoint, how far the bank's own witness has followed, and whether it objects. */
export async function getWitnessStatus({
  db,
  actor,
}: ServiceContext<"bank">): Promise<WitnessStatusView> {
  const bankId = actor.organizationId;
  authorize(actor, "witness.read", { bankId });
  return db.transaction(async (tx) => {
    const [checkpoint] = await tx
      .select({ size: checkpoints.size, at: checkpoints.at })
      .from(checkpoints)
      .orderBy(desc(checkpoints.size))
      .limit(1);
    const [cosigned] = await tx
      .select({ size: cosignatures.size, at: cosignatures.at })
      .from(cosignatures)
      .where(eq(cosignatures.bankId, bankId))
      .orderBy(desc(cosignatures.size))
      .limit(1);
    const [objected] = await tx
      .select({ at: notifications.at })
      .from(notifications)
      .where(and(eq(notifications.bankId, bankId), eq(notifications.kind, "witness.objected")))
      .orderBy(desc(notifications.at))
      .limit(1);
    return {
      checkpoint: checkpoint ?? null,
      key: await findKey(tx, bankId),
      cosigned: cosigned ?? null,
      objectedAt: objected && !(cosigned && cosigned.at > objected.at) ? objected.at : null,
    };
  });
}
