import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { personaDatabase } from "@/db/client";
import { draftConsistency } from "@/domain/ledger/merkle";
import { toBase64 } from "@/domain/ledger/digest";
import { Refusal } from "@/packages/sandbox/nodes/refusal";
import type { World } from "@/packages/sandbox/nodes/world";
import { openStore } from "@/packages/sandbox/store/store";
import { answerWitnesses, takeCheckpoint } from "@/packages/sandbox/witness/witness";
import { appendLines } from "@/tests/ledger-stage";
import { readCopy, writeCopy, type Signer } from "./copy";
import { audit } from "./audit";
import type { VerifySignature } from "@/domain/ledger/checkpoint";

type Platform = Signer & {
  verify: VerifySignature;
  seal: () => Promise<unknown>;
  jwk: { kty: string; crv: string; x: string };
};

/** One bank's own system, with its own memory, of which the platform holds nothing. */
function aWitness({ jwk }: Platform) {
  const world = {
    store: openStore(":memory:"),
    logKeys: [jwk],
    now: () => new Date(),
  } as Partial<World> as World;
  const [bank] = answerWitnesses(world).witnesses;
  const seen = () => answerWitnesses(world).witnesses[0]!.size;
  return {
    seen,
    /** Null where it countersigns. */
    show: (checkpoint: string, path: string[]) => {
      try {
        takeCheckpoint(world, bank!.bank, { old: seen(), path, checkpoint });
        return null;
      } catch (error) {
        if (error instanceof Refusal) return error.reason;
        throw error;
      }
    },
  };
}

/** Sets the ledger back to an older copy, goes on writing, and asks who notices. */
export async function rollBack(
  pools: { admin: Pool; worker: Pool },
  platform: Platform,
  rounds: number,
) {
  const { completeProofs } = await import("@/server/services/ledger/complete-proofs");
  const worker = personaDatabase(pools.worker, "");
  const latest = async () => {
    const { rows } = await pools.admin.query<{ size: string; note: string }>(
      "select size, note from ledger.checkpoints order by size desc limit 1",
    );
    return { size: BigInt(rows[0]!.size), note: rows[0]!.note };
  };
  const write = async () => {
    await appendLines(pools.admin, randomUUID(), 2 + Math.floor(Math.random() * 20));
    await platform.seal();
  };
  const witness = aWitness(platform);
  const submit = async () => {
    const { size, note } = await latest();
    const old = BigInt(witness.seen());
    if (old > size) return "rolled_back";
    const drafts = old > 0n ? [draftConsistency(old, size)] : [];
    const [path = []] = await completeProofs(worker, drafts);
    return witness.show(note, path.map(toBase64));
  };
  const counts = {
    rollbacks: 0,
    honestRefused: 0,
    seenByWitness: 0,
    seenByChains: 0,
    seenByOwnWord: 0,
  };
  for (; counts.rollbacks < rounds; counts.rollbacks++) {
    await write();
    if (await submit()) counts.honestRefused += 1;
    const client = await pools.admin.connect();
    const older = await readCopy(client);
    await write();
    if (await submit()) counts.honestRefused += 1;
    const newer = await readCopy(client);

    await client.query("begin");
    await writeCopy(client, older);
    await client.query("commit");
    // Half of them wait until the forged ledger is the longer one.
    const wanted = counts.rollbacks % 2 === 1 ? BigInt(witness.seen()) : -1n;
    while ((await latest()).size <= wanted) await write();
    const verdict = await audit(await readCopy(client), [], platform);
    counts.seenByChains += verdict.chains ? 0 : 1;
    counts.seenByOwnWord += verdict.ownWord ? 0 : 1;
    counts.seenByWitness += (await submit()) ? 1 : 0;

    await client.query("begin");
    await writeCopy(client, newer);
    await client.query("commit");
    client.release();
  }
  return counts;
}
