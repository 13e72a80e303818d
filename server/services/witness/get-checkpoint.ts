import { desc } from "drizzle-orm";
import { checkpoints } from "@/db/schema";
import { toBase64 } from "@/domain/ledger/digest";
import { draftConsistency } from "@/domain/ledger/merkle";
import type { CheckpointView, GetCheckpointInput } from "@/domain/ledger/witness-schema";
import { authorize } from "@/domain/policy";
import { Conflict } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { completeProofs } from "@/server/services/ledger/complete-proofs";
import { findKey } from "./find-key";

/** The newest checkpoint, with the proof that it extends the one the bank saw last. */
export async function getCheckpoint(
  { db, actor }: ServiceContext<"bank">,
  { since }: GetCheckpointInput,
): Promise<CheckpointView> {
  authorize(actor, "witness.read", { bankId: actor.organizationId });
  const { latest, key } = await db.transaction(async (tx) => {
    const [row] = await tx.select().from(checkpoints).orderBy(desc(checkpoints.size)).limit(1);
    return { latest: row, key: await findKey(tx, actor.organizationId) };
  });
  // Whoever saw more than there is should not be told that all is well.
  if (since > (latest?.size ?? 0n)) throw new Conflict("checkpoint_is_older");
  if (!latest) return { checkpoint: null, path: [], key };
  const drafts = since > 0n ? [draftConsistency(since, latest.size)] : [];
  const [path = []] = await completeProofs(db, drafts);
  const { size, note, at } = latest;
  return { checkpoint: { size, note, at }, path: path.map(toBase64), key };
}
