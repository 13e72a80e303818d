import { desc, eq, sql } from "drizzle-orm";
import { banks, checkpoints } from "@/db/schema";
import { openCosignature, witnessName } from "@/domain/ledger/checkpoint";
import { fromBase64, toBase64 } from "@/domain/ledger/digest";
import { draftConsistency } from "@/domain/ledger/merkle";
import { getWitnesses, submitCheckpoint } from "@/server/connectors/bank-witness";
import { sha256, verifyEd25519 } from "@/server/connectors/ed25519";
import { logger } from "@/server/observability/logger";
import type { SystemContext } from "@/server/services/context";
import { completeProofs } from "@/server/services/ledger/complete-proofs";
import { noteObjection } from "@/server/services/ledger/note-objection";

/**
 * Puts the newest checkpoint before every bank whose system answers as a witness, with the proof that
 * it extends the last one that bank saw. A witness that has seen more than there is, or refuses, says
 * that the ledger was rolled back or rewritten: that is for a person to look at, so it is an error, and
 * the office is told.
 */
export async function askWitnesses(context: SystemContext, seen: { size: bigint }): Promise<void> {
  const { db } = context;
  const latest = await db.transaction(async (tx) => {
    const [row] = await tx.select().from(checkpoints).orderBy(desc(checkpoints.size)).limit(1);
    return row;
  });
  if (!latest || latest.size === seen.size) return;
  for (const { bank: code, publicKey, size } of await getWitnesses()) {
    const [bank] = await db.transaction((tx) =>
      tx.select().from(banks).where(eq(banks.code, code)),
    );
    const witness = { bank, publicKey, size: BigInt(size) };
    const problem = await askWitness({ db }, latest, witness);
    if (!problem) continue;
    logger.error({ event: "witness_objects", bank: code, problem, size: latest.size.toString() });
    if (bank) await noteObjection(context, { bankId: bank.id, problem });
  }
  seen.size = latest.size;
}

type Witness = {
  bank: typeof banks.$inferSelect | undefined;
  publicKey: string;
  size: bigint;
};

/** Null where the witness countersigned, or had done so before. */
async function askWitness(
  { db }: Pick<SystemContext, "db">,
  { size, note }: typeof checkpoints.$inferSelect,
  witness: Witness,
): Promise<string | null> {
  const { bank } = witness;
  const publicKey = fromBase64(witness.publicKey);
  if (!bank || publicKey?.length !== 32) return "witness_unknown";
  const [met] = await db.call<{ key: string | null }>(
    sql`select gate.witness_meet(${bank.id}::uuid, ${Buffer.from(publicKey)}::bytea) as key`,
  );
  if (!met?.key) return "witness_key_changed";
  if (witness.size > size) return "ledger_rolled_back";
  if (witness.size === size) return null;

  const drafts = witness.size > 0n ? [draftConsistency(witness.size, size)] : [];
  const [path = []] = await completeProofs(db, drafts);
  const answer = await submitCheckpoint(bank.code, {
    old: Number(witness.size),
    path: path.map(toBase64),
    checkpoint: note,
  });
  if ("refusal" in answer) return answer.refusal;
  const signed = { note, name: witnessName(bank.uscc), publicKey };
  const tools = { sha256, verify: verifyEd25519 };
  if ((await openCosignature(answer.line, signed, tools)) === null) return "cosignature_invalid";
  const [kept] = await db.call<{ refusal: string | null }>(
    sql`select gate.cosignature_store(${size}::bigint, ${bank.id}::uuid, ${met.key}::uuid, ${answer.line}) as refusal`,
  );
  return kept?.refusal ?? null;
}
