import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { personaDatabase } from "@/db/client";
import {
  cosignatureLine,
  cosignedBytes,
  openCheckpoint,
  parseCheckpoint,
  signatureKeyId,
} from "@/domain/ledger/checkpoint";
import { fromBase64, toBase64 } from "@/domain/ledger/digest";
import { verifyConsistency } from "@/domain/ledger/merkle";
import { sha256, verifyEd25519 } from "@/server/connectors/ed25519";
import { platformPublicKey } from "@/server/connectors/platform-signature";
import type { ServiceContext } from "@/server/services/context";
import { noteObjection } from "@/server/services/ledger/note-objection";
import { sealLedger } from "@/server/services/ledger/seal-ledger";
import { deliverEvents } from "@/server/services/notifications/deliver-events";
import { appendLines, ledgerStage } from "@/tests/ledger-stage";
import { makeBank, type SignedIn } from "@/tests/parties";
import { cosignCheckpoint } from "./cosign-checkpoint";
import { getCheckpoint } from "./get-checkpoint";
import { getWitnessStatus } from "./get-witness-status";
import { registerWitnessKey } from "./register-witness-key";

let stage: Awaited<ReturnType<typeof ledgerStage>>;
beforeAll(async () => {
  stage = await ledgerStage();
}, 120_000);
afterAll(async () => {
  await stage.close();
  await stage.scratch.stop();
});

const tools = { sha256, verify: verifyEd25519 };

function contextOf(bank: SignedIn, role: "admin" | "officer"): ServiceContext<"bank"> {
  const actor = { party: "bank", role, userId: bank.personId, organizationId: bank.id };
  return {
    ...stage.context(),
    db: personaDatabase(stage.pools.bank, bank.token),
    actor: actor as ServiceContext<"bank">["actor"],
  };
}

function aKey() {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" });
  const bytes = new Uint8Array(Buffer.from(x, "base64url"));
  return { privateKey, bytes, text: toBase64(bytes) };
}

async function lineOf(key: ReturnType<typeof aKey>, name: string, note: string) {
  const seconds = 1_790_000_000n;
  const bytes = cosignedBytes(parseCheckpoint(note)!.text, seconds);
  const id = await signatureKeyId(name, "witness", key.bytes, sha256);
  return cosignatureLine(name, id, seconds, sign(null, bytes, key.privateKey));
}

test("a bank registers a key, checks that the ledger only grew, and countersigns", async () => {
  const bank = await makeBank(stage.pools.admin);
  const [admin, officer] = [contextOf(bank, "admin"), contextOf(bank, "officer")];
  const key = aKey();
  const input = { id: randomUUID(), publicKey: key.text };
  await expect(registerWitnessKey(officer, input)).rejects.toThrow("witness.register_forbidden");
  const registered = await registerWitnessKey(admin, input);
  expect(await registerWitnessKey(admin, input)).toEqual(registered);
  await expect(registerWitnessKey(admin, { ...input, publicKey: aKey().text })).rejects.toThrow(
    "witness_key_id_taken",
  );

  await appendLines(stage.pools.admin, randomUUID(), 5);
  await sealLedger(stage.context());
  const old = (await getCheckpoint(officer, { since: 0n })).checkpoint!;
  await appendLines(stage.pools.admin, randomUUID(), 6);
  await sealLedger(stage.context());
  const { checkpoint, path } = await getCheckpoint(officer, { since: old.size });
  const before = (await openCheckpoint(old.note, platformPublicKey, tools))!;
  const after = (await openCheckpoint(checkpoint!.note, platformPublicKey, tools))!;
  const claim = {
    old: before.size,
    oldRoot: before.root,
    size: after.size,
    root: after.root,
    path: path.map((step) => fromBase64(step)!),
  };
  expect(await verifyConsistency(claim, sha256)).toBe(true);
  await expect(getCheckpoint(officer, { since: 1_000n })).rejects.toThrow("checkpoint_is_older");

  const line = await lineOf(key, registered.name, checkpoint!.note);
  const { size } = checkpoint!;
  await expect(cosignCheckpoint(officer, { size: old.size, line })).rejects.toThrow(
    "cosignature_invalid",
  );
  await expect(cosignCheckpoint(officer, { size: 1_000n, line })).rejects.toThrow(
    "checkpoint_not_found",
  );
  const signed = { size, seenAt: new Date(1_790_000_000_000) };
  expect(await cosignCheckpoint(officer, { size, line })).toEqual(signed);
  expect(await cosignCheckpoint(officer, { size, line })).toEqual(signed);

  const next = aKey();
  await registerWitnessKey(admin, { id: randomUUID(), publicKey: next.text });
  await expect(cosignCheckpoint(officer, { size: old.size, line })).rejects.toThrow(
    "cosignature_invalid",
  );
  const { rows } = await stage.pools.admin.query<{ action: string; code: string }>(
    "select action, code from ledger.entries where chain = $1",
    [bank.id],
  );
  expect(rows).toEqual(
    Array.from({ length: 2 }, () => ({ action: "witness.register", code: "REGISTERED" })),
  );
});

test("another bank sees no key and no countersignature that is not its own", async () => {
  const [one, other] = [await makeBank(stage.pools.admin), await makeBank(stage.pools.admin)];
  const id = randomUUID();
  await registerWitnessKey(contextOf(one, "admin"), { id, publicKey: aKey().text });
  expect((await getCheckpoint(contextOf(other, "officer"), { since: 0n })).key).toBeNull();
  await expect(
    registerWitnessKey(contextOf(other, "admin"), { id, publicKey: aKey().text }),
  ).rejects.toThrow("witness_key_id_taken");
  const { size } = (await getCheckpoint(contextOf(other, "officer"), { since: 0n })).checkpoint!;
  await expect(cosignCheckpoint(contextOf(other, "officer"), { size, line: "x" })).rejects.toThrow(
    "witness_key_missing",
  );
});

test("an objection reaches the office and the bank once a day, and ends when the bank countersigns", async () => {
  const bank = await makeBank(stage.pools.admin);
  const [admin, officer] = [contextOf(bank, "admin"), contextOf(bank, "officer")];
  const key = aKey();
  const { name } = await registerWitnessKey(admin, { id: randomUUID(), publicKey: key.text });
  await appendLines(stage.pools.admin, randomUUID(), 2);
  await sealLedger(stage.context());
  expect(await getWitnessStatus(officer)).toMatchObject({ cosigned: null, objectedAt: null });

  const bankId = bank.id;
  const note = (problem: string, now = new Date()) =>
    noteObjection({ ...stage.context(), now }, { bankId, problem });
  const told = async () => {
    await deliverEvents(stage.context(), { canMail: false });
    const { rows } = await stage.pools.admin.query<{ audience: string; kind: string }>(
      `select audience, kind from app.notifications
       where event_id in (select id from app.events where bank_id = $1) order by at, audience`,
      [bankId],
    );
    return rows.map(({ audience, kind }) => `${audience} ${kind}`);
  };
  // A machine that is unwell is no objection, and neither is a race between two checkpoints.
  await note("status_502");
  await note("size_differs");
  expect(await told()).toEqual([]);

  await note("not_an_extension");
  await note("ledger_rolled_back");
  const once = ["bank witness.objected", "office witness.objected"];
  expect(await told()).toEqual(once);
  expect((await getWitnessStatus(officer)).objectedAt).not.toBeNull();
  await note("witness_key_changed", new Date(Date.now() + 1_000));
  await note("not_an_extension", new Date(Date.now() + 25 * 3_600_000));
  expect(await told()).toEqual([
    ...once,
    "bank witness.key_changed",
    "office witness.key_changed",
    ...once,
  ]);
  await stage.pools.admin.query(
    "delete from app.notifications where at > now() + interval '1 hour'",
  );

  const { checkpoint } = await getCheckpoint(officer, { since: 0n });
  const { size, note: text } = checkpoint!;
  await cosignCheckpoint(officer, { size, line: await lineOf(key, name, text) });
  const status = await getWitnessStatus(officer);
  expect(status).toMatchObject({ checkpoint: { size }, cosigned: { size }, objectedAt: null });
  expect(status.key?.publicKey).toBe(key.text);
});
