import { sql } from "drizzle-orm";
import {
  checkpointText,
  ledgerOrigin,
  signatureKeyId,
  signatureLine,
  signedNote,
} from "@/domain/ledger/checkpoint";
import { sha256 } from "@/server/connectors/ed25519";
import { platformPublicKey, signBytesAsPlatform } from "@/server/connectors/platform-signature";
import type { SystemContext } from "@/server/services/context";

const batchSize = 100_000;
const utf8 = new TextEncoder();

/**
 * Takes what is committed into the tree and signs the tree it makes: in two steps, because the key is
 * not the database's to hold. A stop in between leaves a tree without its checkpoint, and the next
 * turn makes it. Gives how many entries were sealed.
 */
export async function sealLedger({ db }: Pick<SystemContext, "db">): Promise<number> {
  let sealed = 0;
  for (let batch = batchSize; batch === batchSize; sealed += batch) {
    const [turn] = await db.call<{ sealed: string }>(
      sql`select sealed from gate.seal_entries(${batchSize}::int)`,
    );
    batch = Number(turn?.sealed);
  }
  const [due] = await db.call<{ size: string; root: Buffer }>(
    sql`select size, root from gate.checkpoint_due()`,
  );
  if (due) {
    const note = await signCheckpoint(BigInt(due.size), due.root);
    await db.call(
      sql`select gate.checkpoint_store(${due.size}::bigint, ${due.root}::bytea, ${note}::text)`,
    );
  }
  return sealed;
}

/** The platform's signed word for a tree. */
async function signCheckpoint(size: bigint, root: Uint8Array): Promise<string> {
  const text = checkpointText({ origin: ledgerOrigin, size, root });
  const keyId = await signatureKeyId(ledgerOrigin, "log", platformPublicKey, sha256);
  const signature = signBytesAsPlatform(utf8.encode(text));
  return signedNote(text, [signatureLine({ name: ledgerOrigin, keyId, signature })]);
}
