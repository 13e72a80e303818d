import canonicalize from "canonicalize";
import { concat, hexOf, type Digest } from "./digest";

/** One line of a chain as the database keeps it; `at` has whole milliseconds. */
export type LedgerEntry = {
  chain: string;
  seq: bigint;
  at: Date;
  action: string;
  code: string;
  persona: string;
  personId: string | null;
  recipientId: string | null;
  consentId: string | null;
  ticketId: string | null;
  scopes: readonly string[];
  /** Days, `YYYY-MM-DD`. */
  dataFrom: string | null;
  dataTo: string | null;
  /** Of the signed text, where the line is about a consent's own life. */
  artefactHash: Uint8Array | null;
  prev: Uint8Array;
  hash: Uint8Array;
};

const utf8 = new TextEncoder();

/** An entry as the flat object that is hashed and shown: strings only, what is absent left out. */
export type EntryFields = Record<string, string>;

/** The fields of an entry, by the names under which they are hashed. */
export function entryFields(entry: Omit<LedgerEntry, "prev" | "hash">): EntryFields {
  const fields = {
    action: entry.action,
    artefact: entry.artefactHash && hexOf(entry.artefactHash),
    at: entry.at.toISOString(),
    chain: entry.chain,
    code: entry.code,
    consent: entry.consentId,
    from: entry.dataFrom,
    person: entry.personId,
    persona: entry.persona,
    recipient: entry.recipientId,
    scopes: entry.scopes.join(" "),
    seq: entry.seq.toString(),
    ticket: entry.ticketId,
    to: entry.dataTo,
  };
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== null),
  );
}

/**
 * The text that is hashed: RFC 8785 canonical JSON of a flat object of strings, what is absent left
 * out. Equal, byte for byte, to `gate.canonical_entry` in SQL.
 */
export function canonicalEntry(entry: Omit<LedgerEntry, "prev" | "hash">): string {
  const text = canonicalize(entryFields(entry));
  if (text === undefined) throw new TypeError("an entry must be JSON");
  return text;
}

/** What the first entry of a chain follows. */
export async function chainOrigin(chain: string, sha256: Digest): Promise<Uint8Array> {
  return sha256(utf8.encode(`xyd-ledger:${chain}`));
}

/** `SHA-256(prev ‖ canonical bytes)`. */
export async function entryHash(
  entry: Omit<LedgerEntry, "hash">,
  sha256: Digest,
): Promise<Uint8Array> {
  return sha256(concat(entry.prev, utf8.encode(canonicalEntry(entry))));
}

type ChainVerdict =
  | { isWhole: true; entries: number }
  | { isWhole: false; seq: bigint; problem: "foreign" | "gap" | "broken_link" | "changed" };

/**
 * Walks one enterprise's whole chain, oldest first, and names the first line that is not as it was
 * written: from another chain, missing before it, not following the line before, or altered. What
 * was cut off the end shows only against a checkpoint kept elsewhere.
 */
export async function verifyChain(
  chain: string,
  entries: readonly LedgerEntry[],
  sha256: Digest,
): Promise<ChainVerdict> {
  let seq = 1n;
  let prev = await chainOrigin(chain, sha256);
  for (const entry of entries) {
    const fault = (problem: Extract<ChainVerdict, { isWhole: false }>["problem"]) =>
      ({ isWhole: false, seq, problem }) as const;
    if (entry.chain !== chain) return fault("foreign");
    if (entry.seq !== seq) return fault("gap");
    if (hexOf(entry.prev) !== hexOf(prev)) return fault("broken_link");
    if (hexOf(await entryHash(entry, sha256)) !== hexOf(entry.hash)) return fault("changed");
    prev = entry.hash;
    seq += 1n;
  }
  return { isWhole: true, entries: entries.length };
}
