import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { z } from "zod";
import { banks, findBank } from "../banks/banks";
import { Refusal } from "../nodes/refusal";
import { inTransaction, type Store } from "../store/store";
import type { World } from "../nodes/world";
import { keyId, openNote, rawKey, witnessName } from "./note";
import { extendsTree } from "./tree";

/** The banks that keep an eye on the platform's ledger. */
const witnessing = banks.slice(0, 2);

const Submission = z.strictObject({
  old: z.number().int().safe().nonnegative(),
  path: z.array(z.string().length(44)).max(128),
  checkpoint: z.string().max(2_000),
});

/** `GET /witnesses`: who witnesses, with which key, and the size of the ledger each has seen. */
export function answerWitnesses({ store }: World) {
  return {
    witnesses: witnessing.map(({ code }) => ({
      bank: code,
      publicKey: rawKey(privateKey(store, code)).toString("base64"),
      size: lastSeen(store, code)?.size ?? 0,
    })),
  };
}

/**
 * `POST /witnesses/{code}`: countersigns a checkpoint that extends the last one this bank saw, which it
 * remembers, and refuses any other (C2SP tlog-witness, as JSON).
 */
export function takeCheckpoint({ store, logKeys, now }: World, code: string, body: unknown) {
  const bank = findBank(code);
  if (!bank || !witnessing.includes(bank)) throw new Refusal(404, "bank_unknown");
  const { old, path, checkpoint } = Submission.parse(body);
  const offered = openNote(checkpoint, logKeys);
  if (!offered) throw new Refusal(403, "checkpoint_not_signed");
  return inTransaction(store.database, () => {
    const seen = lastSeen(store, code);
    if ((seen?.size ?? 0) !== old) throw new Refusal(409, "size_differs");
    const steps = path.map((step) => Buffer.from(step, "base64"));
    if (seen && !extendsTree(seen, offered, steps)) throw new Refusal(422, "not_an_extension");
    store.database
      .prepare("insert or replace into witness_seen (bank, size, root, note) values (?, ?, ?, ?)")
      .run(code, offered.size, offered.root, checkpoint);
    const key = privateKey(store, code);
    const seconds = BigInt(Math.floor(now().getTime() / 1000));
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(seconds);
    const signature = sign(
      null,
      Buffer.from(`cosignature/v1\ntime ${seconds}\n${offered.text}`),
      key,
    );
    const name = witnessName(bank.uscc);
    const line = Buffer.concat([keyId(name, 4, rawKey(key)), time, signature]);
    return { line: `— ${name} ${line.toString("base64")}\n` };
  });
}

function lastSeen({ database }: Store, code: string) {
  const row = database.prepare("select size, root from witness_seen where bank = ?").get(code);
  return row && { size: Number(row["size"]), root: Buffer.from(row["root"] as Uint8Array) };
}

/** Made at first use and kept: a witness with a new key every day would be nobody. */
function privateKey({ database }: Store, code: string): KeyObject {
  const row = database.prepare("select private_key from witness_keys where bank = ?").get(code);
  if (row)
    return createPrivateKey({
      key: Buffer.from(row["private_key"] as Uint8Array),
      format: "der",
      type: "pkcs8",
    });
  const made = generateKeyPairSync("ed25519").privateKey;
  database
    .prepare("insert into witness_keys (bank, private_key) values (?, ?)")
    .run(code, made.export({ format: "der", type: "pkcs8" }));
  return made;
}
