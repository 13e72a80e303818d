import type { PoolClient } from "pg";
import {
  checkpointText,
  ledgerOrigin,
  signatureKeyId,
  signatureLine,
  signedNote,
} from "@/domain/ledger/checkpoint";
import { chainOrigin, entryHash, type LedgerEntry } from "@/domain/ledger/entry";
import { leafHash, nodeHash } from "@/domain/ledger/merkle";

/** A row as `to_jsonb` writes it; bytes are `\x` and hexadecimal. */
export type Row = Record<string, unknown>;
/** Everything that is kept of the ledger, as whoever owns the database holds it. */
export type Copy = { entries: Row[]; leaves: Row[]; nodes: Row[]; checkpoints: Row[] };

export type Signer = {
  sha256: (bytes: Uint8Array) => Uint8Array;
  publicKey: Uint8Array;
  sign: (bytes: Uint8Array) => Uint8Array;
};

const tables = {
  entries: "chain, seq",
  leaves: "position",
  nodes: "level, position",
  checkpoints: "size",
} as const;
const names = ["entries", "leaves", "nodes", "checkpoints"] as const;

export const bytesIn = (value: unknown) =>
  new Uint8Array(Buffer.from(String(value).replace(/^\\x/, ""), "hex"));
export const asBytea = (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString("hex")}`;
const idIn = (value: unknown) => (typeof value === "string" ? value : null);

export async function readCopy(client: PoolClient): Promise<Copy> {
  const copy: Copy = { entries: [], leaves: [], nodes: [], checkpoints: [] };
  for (const name of names) {
    const { rows } = await client.query<{ row: Row }>(
      `select to_jsonb(held) as row from ledger.${name} as held order by ${tables[name]}`,
    );
    copy[name] = rows.map(({ row }) => row);
  }
  return copy;
}

/** As a superuser who has switched the triggers and the foreign keys off. */
export async function writeCopy(client: PoolClient, copy: Copy) {
  await client.query("set local session_replication_role = replica");
  for (const name of names) {
    await client.query(`delete from ledger.${name}`);
    await client.query(
      `insert into ledger.${name} select (jsonb_populate_record(null::ledger.${name}, row)).* from jsonb_array_elements($1::jsonb) as row`,
      [JSON.stringify(copy[name])],
    );
  }
}

export function entryIn(row: Row): LedgerEntry {
  return {
    chain: String(row["chain"]),
    seq: BigInt(String(row["seq"])),
    at: new Date(String(row["at"])),
    action: String(row["action"]),
    code: String(row["code"]),
    persona: String(row["persona"]),
    personId: idIn(row["person_id"]),
    recipientId: idIn(row["recipient_id"]),
    consentId: idIn(row["consent_id"]),
    ticketId: idIn(row["ticket_id"]),
    scopes: row["scopes"] as string[],
    dataFrom: idIn(row["data_from"]),
    dataTo: idIn(row["data_to"]),
    artefactHash: row["artefact_hash"] === null ? null : bytesIn(row["artefact_hash"]),
    prev: bytesIn(row["prev"]),
    hash: bytesIn(row["hash"]),
  };
}

const inOrder = (one: Row, other: Row) =>
  String(one["chain"]).localeCompare(String(other["chain"])) ||
  Number(one["seq"]) - Number(other["seq"]);

/** Links every chain again from its beginning, as if it had always said this. */
export async function relink(copy: Copy, { sha256 }: Signer) {
  let last: { chain: string; hash: Uint8Array } | null = null;
  for (const row of copy.entries.toSorted(inOrder)) {
    const entry = entryIn(row);
    const { chain } = entry;
    entry.prev = last?.chain === chain ? last.hash : await chainOrigin(chain, sha256);
    const hash = await entryHash(entry, sha256);
    Object.assign(row, { prev: asBytea(entry.prev), hash: asBytea(hash) });
    last = { chain, hash };
  }
}

const keyOf = (row: Row) => `${String(row["chain"])}/${String(row["seq"])}`;

/** Levels above the leaves, complete subtrees only; and the root at any size. */
export async function treeOver(leaves: Uint8Array[], sha256: Signer["sha256"]) {
  const levels = [leaves];
  for (let below = leaves; below.length > 1; below = levels.at(-1) ?? []) {
    const level: Uint8Array[] = [];
    for (let at = 0; at + 1 < below.length; at += 2)
      level.push(await nodeHash(below[at]!, below[at + 1]!, sha256));
    levels.push(level);
  }
  const rootAt = async (size: number) => {
    let root: Uint8Array | undefined;
    for (const [height, level] of levels.entries()) {
      if (((size >> height) & 1) === 0) continue;
      const subtree = level[(size >> height) - 1]!;
      root = root ? await nodeHash(subtree, root, sha256) : subtree;
    }
    return root;
  };
  return { levels, rootAt };
}

/** Builds leaves, nodes and roots anew over the entries; with the platform's key, its signatures too. */
export async function rebuild(copy: Copy, signer: Signer, isSigned: boolean) {
  const entries = new Map(copy.entries.map((row) => [keyOf(row), row]));
  const kept = copy.leaves.flatMap((leaf): Row[] => {
    const row = entries.get(keyOf(leaf));
    return row ? [row] : [];
  });
  const placed = new Set(kept);
  const order = [...kept, ...copy.entries.filter((row) => !placed.has(row))];
  const hashes = await Promise.all(
    order.map((row) => leafHash(bytesIn(row["hash"]), signer.sha256)),
  );
  copy.leaves = order.map(({ chain, seq }, position) => ({
    position,
    chain,
    seq,
    hash: asBytea(hashes[position]!),
  }));
  const { levels, rootAt } = await treeOver(hashes, signer.sha256);
  copy.nodes = levels
    .slice(1)
    .flatMap((level, above) =>
      level.map((hash, position) => ({ level: above + 1, position, hash: asBytea(hash) })),
    );
  copy.checkpoints = copy.checkpoints.filter(({ size }) => Number(size) <= order.length);
  const keyId = await signatureKeyId(ledgerOrigin, "log", signer.publicKey, signer.sha256);
  for (const row of copy.checkpoints) {
    const root = (await rootAt(Number(row["size"])))!;
    row["root"] = asBytea(root);
    if (!isSigned) continue;
    const text = checkpointText({ origin: ledgerOrigin, size: BigInt(Number(row["size"])), root });
    const signature = signer.sign(new TextEncoder().encode(text));
    row["note"] = signedNote(text, [signatureLine({ name: ledgerOrigin, keyId, signature })]);
  }
}
