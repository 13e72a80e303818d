import { eq, sql } from "drizzle-orm";
import { checkpoints } from "@/db/schema";
import { openCosignature } from "@/domain/ledger/checkpoint";
import { fromBase64 } from "@/domain/ledger/digest";
import type { CosignedView, CosignInput } from "@/domain/ledger/witness-schema";
import { authorize } from "@/domain/policy";
import { Conflict, Invalid, NotFound } from "@/domain/shared/errors";
import { sha256, verifyEd25519 } from "@/server/connectors/ed25519";
import type { ServiceContext } from "@/server/services/context";
import { findKey } from "./find-key";

/** Keeps a bank's countersignature, once it is seen to be its own over this very checkpoint. */
export async function cosignCheckpoint(
  { db, actor }: ServiceContext<"bank">,
  { size, line }: CosignInput,
): Promise<CosignedView> {
  authorize(actor, "witness.cosign", { bankId: actor.organizationId });
  const { checkpoint, key } = await db.transaction(async (tx) => {
    const [row] = await tx.select().from(checkpoints).where(eq(checkpoints.size, size));
    return { checkpoint: row, key: await findKey(tx, actor.organizationId) };
  });
  if (!checkpoint) throw new NotFound("checkpoint");
  const publicKey = key && fromBase64(key.publicKey);
  if (!key || !publicKey) throw new Conflict("witness_key_missing");
  const seconds = await openCosignature(
    line,
    { note: checkpoint.note, name: key.name, publicKey },
    { sha256, verify: verifyEd25519 },
  );
  if (seconds === null) throw new Invalid("cosignature_invalid", "line");
  const [answer] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.witness_cosign(${db.token}, ${size}::bigint, ${key.id}::uuid, ${line})`,
  );
  // The key may have been replaced in between.
  if (answer?.refusal) throw new Conflict("witness_key_missing");
  return { size, seenAt: new Date(Number(seconds) * 1000) };
}
