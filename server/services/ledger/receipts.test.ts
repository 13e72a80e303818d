import { personaDatabase } from "@/db/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCheckpoint, openCosignature, witnessName } from "@/domain/ledger/checkpoint";
import { fromBase64 } from "@/domain/ledger/digest";
import { verifyConsistency } from "@/domain/ledger/merkle";
import { openReceipt } from "@/domain/ledger/receipt";
import { sha256, verifyEd25519 } from "@/server/connectors/ed25519";
import { platformJwks, platformPublicKey } from "@/server/connectors/platform-signature";
import { checkFiles } from "@/packages/verifier/check/files";
import { readKeys } from "@/packages/verifier/check/signatures";
import type { ServiceContext } from "@/server/services/context";
import { makeConsent, revokeConsent } from "@/tests/consents";
import { appendLines, ledgerStage } from "@/tests/ledger-stage";
import { makeEnterprise } from "@/tests/parties";
import { startSandbox } from "@/tests/sandbox";
import { importBanks } from "@/server/services/imports/import-banks";
import { askWitnesses } from "./ask-witnesses";
import { exportLedger } from "./export-ledger";
import { getReceipt, listReceipts } from "./list-receipts";
import { issueReceipts } from "./issue-receipts";
import { sealLedger } from "./seal-ledger";

await startSandbox();
let stage: Awaited<ReturnType<typeof ledgerStage>>;
beforeAll(async () => {
  stage = await ledgerStage();
}, 120_000);
afterAll(async () => {
  await stage.close();
  await stage.scratch.stop();
});

const tools = { sha256, verify: verifyEd25519 };

async function receiptsOf(chain: string) {
  const { rows } = await stage.pools.admin.query<{ kind: string; jws: string; seq: string }>(
    "select kind, jws, seq from ledger.receipts where chain = $1 order by seq",
    [chain],
  );
  return rows;
}

test("a signed and a revoked consent each earn a receipt that holds by itself", async () => {
  const { admin, sme } = stage.pools;
  const enterprise = await makeEnterprise(admin);
  const made = { upTo: null };
  const { id, hash } = await makeConsent(sme, { enterprise });
  await sealLedger(stage.context());
  await issueReceipts(stage.context(), made);
  await revokeConsent(sme, enterprise, id);
  await appendLines(admin, enterprise.id, 5);
  await sealLedger(stage.context());
  await issueReceipts(stage.context(), made);
  // After a restart nothing is made twice.
  await issueReceipts(stage.context(), { upTo: null });
  await issueReceipts(stage.context(), { upTo: 0n });

  const rows = await receiptsOf(enterprise.id);
  expect(rows.map(({ kind }) => kind)).toEqual(["grant", "withdraw"]);
  const opened = await Promise.all(
    rows.map(({ jws }) => openReceipt(jws, platformPublicKey, tools)),
  );
  const [grant, withdraw] = opened.map((one) => {
    if (!one.isGenuine) throw new Error(one.problem);
    return one;
  });
  expect(grant!.payload).toMatchObject({
    enterprise: enterprise.uscc,
    artefact: hash.toString("hex"),
    entry: { action: "consent.sign", consent: id, artefact: hash.toString("hex") },
    since: null,
  });
  expect(withdraw!.payload.since?.size).toBe(grant!.checkpoint.size.toString());
  const path = withdraw!.payload.since!.path.map((step) => fromBase64(step)!);
  const claim = {
    old: grant!.checkpoint.size,
    oldRoot: grant!.checkpoint.root,
    size: withdraw!.checkpoint.size,
    root: withdraw!.checkpoint.root,
    path,
  };
  expect(await verifyConsistency(claim, sha256)).toBe(true);

  const { jws } = rows[0]!;
  const [head, body = "", tail] = jws.split(".");
  const other = Buffer.from(body, "base64url").toString().replace('"grant"', '"amend"');
  const forged = [head, Buffer.from(other).toString("base64url"), tail].join(".");
  expect(await openReceipt(forged, platformPublicKey, tools)).toEqual({
    isGenuine: false,
    problem: "signature",
  });
});

test("the exported ledger is whole to a verifier that shares no code, old receipts included", async () => {
  const { admin, sme } = stage.pools;
  const enterprise = await makeEnterprise(admin);
  const made = { upTo: null };
  const { id } = await makeConsent(sme, { enterprise });
  await sealLedger(stage.context());
  await issueReceipts(stage.context(), made);
  await appendLines(admin, enterprise.id, 600);
  await revokeConsent(sme, enterprise, id);
  await appendLines(admin, crypto.randomUUID(), 50);
  await sealLedger(stage.context());
  await issueReceipts(stage.context(), made);
  await appendLines(admin, enterprise.id, 1);

  const context: ServiceContext<"sme"> = {
    ...stage.context(),
    db: personaDatabase(sme, enterprise.token),
    actor: {
      party: "sme",
      role: "owner",
      userId: enterprise.personId,
      organizationId: enterprise.id,
    } as ServiceContext<"sme">["actor"],
  };
  let text = "";
  let part = await exportLedger(context, { after: 0n, size: null });
  for (
    ;
    part.next !== null;
    part = await exportLedger(context, { after: part.next, size: part.size })
  )
    text += part.lines.join("");
  text += part.lines.join("");

  const { receipts } = await listReceipts(context, {});
  const files = await Promise.all(
    receipts.map(({ id: receiptId }) => getReceipt(context, { receiptId })),
  );
  const keys = readKeys(JSON.stringify(await platformJwks()));
  const { files: checked, together } = await checkFiles(
    [{ name: "ledger", content: text }, ...files].map(({ name, content }) => ({
      name,
      bytes: Buffer.from(content),
    })),
    keys,
  );
  expect(checked[0]!.findings.map(({ code }) => code)).toEqual([
    "ledger_of",
    "chain_whole",
    "ledger_complete",
    "all_but_newest_in_tree",
  ]);
  expect(checked[0]!.findings[1]!.values["entries"]).toBe("604");
  expect(files.map(({ name }) => name)).toEqual([
    "receipt-withdraw-603.jws",
    "receipt-grant-2.jws",
  ]);
  expect(
    [...checked, { findings: together }].flatMap(({ findings }) => findings),
  ).not.toContainEqual(expect.objectContaining({ tone: "bad" }));
  expect(together.map(({ code }) => code)).toEqual(
    expect.arrayContaining(["receipt_in_ledger", "tree_extends", "tree_same"]),
  );

  // Half-way through, the session ends: what would have been the end of the file is none.
  await admin.query("update auth.sessions set ended_at = clock_timestamp() where person_id = $1", [
    enterprise.personId,
  ]);
  await expect(exportLedger(context, { after: 500n, size: part.size })).rejects.toThrow(
    "session_ended",
  );
  const other = { ...context, actor: { ...context.actor, organizationId: crypto.randomUUID() } };
  await expect(getReceipt(other, { receiptId: receipts[0]!.id })).rejects.toThrow(
    "receipt_not_found",
  );
});

test("banks' witnesses countersign what extends the last they saw, and notice a ledger set back", async () => {
  const { admin } = stage.pools;
  await importBanks(stage.context());
  const seen = { size: 0n };
  for (let turn = 0; turn < 3; turn++) {
    await appendLines(admin, crypto.randomUUID(), 3 + turn);
    await sealLedger(stage.context());
    await askWitnesses(stage.context(), seen);
  }
  const { rows } = await admin.query<{
    line: string;
    note: string;
    uscc: string;
    public_key: Buffer;
  }>(
    `select line, note, uscc, public_key from ledger.cosignatures join ledger.checkpoints using (size)
     join app.banks on banks.id = cosignatures.bank_id join ledger.witness_keys on witness_keys.id = key_id`,
  );
  expect(rows).toHaveLength(6);
  for (const { line, note, uscc, public_key } of rows) {
    expect(await openCheckpoint(note, platformPublicKey, tools)).not.toBeNull();
    const signed = { note, name: witnessName(uscc), publicKey: new Uint8Array(public_key) };
    expect(await openCosignature(line, signed, tools)).toBeTypeOf("bigint");
  }

  // As from an older copy: the last turn is gone, and something else is written in its place.
  const client = await admin.connect();
  await client.query(`set session_replication_role = replica;
    delete from ledger.cosignatures where size = (select max(size) from ledger.checkpoints);
    delete from ledger.checkpoints where size = (select max(size) from ledger.checkpoints);
    delete from ledger.leaves where position >= (select max(size) from ledger.checkpoints);
    delete from ledger.nodes where (position + 1) << level > (select max(size) from ledger.checkpoints);
    delete from ledger.entries where not exists (select from ledger.leaves where leaves.chain = entries.chain and leaves.seq = entries.seq);
    reset session_replication_role`);
  client.release();
  await askWitnesses(stage.context(), { size: 0n });
  await appendLines(admin, crypto.randomUUID(), 9);
  await sealLedger(stage.context());
  await askWitnesses(stage.context(), { size: 0n });
  const after = await admin.query("select from ledger.cosignatures");
  // The four that were left, and none over the other history.
  expect(after.rowCount).toBe(4);
});
