import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { enterEnvironment } from "@/bench/frame/environment";
import { openLedger, appendLines } from "@/tests/ledger-stage";
import type { Fault, FaultContext, FaultCounts } from "./frame/fault";
import { audit, type Verdict } from "./tamper/audit";
import { readCopy, writeCopy } from "./tamper/copy";
import { kinds } from "./tamper/kinds";
import { fuzzProofs } from "./tamper/proofs";
import { rollBack } from "./tamper/rollback";

/**
 * Tampers with the ledger as a superuser, in every way and with every cover-up, and asks who notices:
 * whoever reads the chains, whoever trusts the platform's own signature, whoever kept a checkpoint.
 */
async function run({ scratch, n = 300, say }: FaultContext): Promise<FaultCounts> {
  enterEnvironment(scratch);
  const [
    { sealLedger },
    { platformPublicKey, platformJwks, signBytesAsPlatform },
    { sha256, verifyEd25519 },
  ] = await Promise.all([
    import("@/server/services/ledger/seal-ledger"),
    import("@/server/connectors/platform-signature"),
    import("@/server/connectors/ed25519"),
  ]);
  const { pools, context, close } = await openLedger(scratch);
  /** All there is: what a transaction that writes elsewhere holds back, a later turn takes in. */
  const seal = async () => {
    do await sealLedger(context());
    while (await isAnythingUnsealed(pools.admin));
  };
  const [jwk] = (await platformJwks()).keys;
  const platform = {
    sha256,
    publicKey: platformPublicKey,
    sign: signBytesAsPlatform,
    verify: verifyEd25519,
    seal,
    jwk: { kty: String(jwk?.kty), crv: String(jwk?.crv), x: String(jwk?.x) },
  };
  try {
    const chains = Array.from({ length: 9 }, () => randomUUID());
    for (let nth = 0; nth < 45; nth++) {
      await appendLines(pools.admin, chains[nth % chains.length] ?? randomUUID(), 1 + (nth % 6));
      if (nth % 8 === 7 || nth === 44) await seal();
    }
    const client = await pools.admin.connect();
    const whole = await readCopy(client);
    const kept = whole.checkpoints.map(({ note }) => String(note));
    const untouched = await audit(whole, kept, platform);

    const tried: Record<string, number> = {};
    const unnoticed: Record<keyof Verdict, number> = { chains: 0, ownWord: 0, witness: 0 };
    const names = Object.keys(kinds);
    for (let nth = 0; nth < n; nth++) {
      const name = names[nth % names.length] ?? "";
      const copy = structuredClone(whole);
      await kinds[name]?.(copy, platform);
      await client.query("begin");
      await writeCopy(client, copy);
      const verdict = await audit(await readCopy(client), kept, platform);
      await client.query("rollback");
      tried[name] = (tried[name] ?? 0) + 1;
      for (const sight of ["chains", "ownWord", "witness"] as const)
        if (verdict[sight]) unnoticed[sight] += 1;
      if (verdict.witness) say(`unnoticed: ${name}`);
    }
    client.release();
    say(`tampered ${n} times: ${JSON.stringify(tried)}`);

    const rollbacks = await rollBack(pools, platform, 6);
    say(`rolled back: ${JSON.stringify(rollbacks)}`);
    const proofs = await fuzzProofs(n * 10);
    say(`proofs: ${JSON.stringify(proofs)}`);
    const wrong =
      unnoticed.witness +
      (untouched.witness ? 0 : 1) +
      // A test in which everybody notices everything would show nothing.
      (unnoticed.chains > 0 && unnoticed.ownWord > 0 ? 0 : 1) +
      (rollbacks.rollbacks - rollbacks.seenByWitness) +
      rollbacks.seenByChains +
      rollbacks.honestRefused +
      proofs.trueRefused +
      proofs.falseAccepted;
    return {
      n,
      kinds: tried,
      detected: n - unnoticed.witness,
      undetectedByChains: unnoticed.chains,
      undetectedByOwnWord: unnoticed.ownWord,
      undetectedUnderCheckpoint: unnoticed.witness,
      rollbacks: rollbacks.rollbacks,
      rollbacksSeenByWitness: rollbacks.seenByWitness,
      rollbacksSeenByChains: rollbacks.seenByChains,
      rollbacksSeenByOwnWord: rollbacks.seenByOwnWord,
      honestCheckpointsRefused: rollbacks.honestRefused,
      proofs: proofs.proofs,
      trueProofsRefused: proofs.trueRefused,
      falseProofsAccepted: proofs.falseAccepted,
      failures: wrong,
    };
  } finally {
    await close();
  }
}

async function isAnythingUnsealed(admin: Pool): Promise<boolean> {
  const { rows } = await admin.query<{ left: number }>(
    "select ((select count(*) from ledger.entries) - (select coalesce(max(size), 0) from ledger.checkpoints))::int as left",
  );
  return rows[0]!.left > 0;
}

export const fault: Fault = { name: "tamper", durable: false, run };
