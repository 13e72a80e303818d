import { concat, fromBase64, isSame, toBase64, type Digest } from "./digest";

/** What every checkpoint begins with, and the name in which the platform signs it. */
export const ledgerOrigin = "xin-yi-dai/ledger";

/** The ledger's tree at one size. */
export type Checkpoint = { origin: string; size: bigint; root: Uint8Array };

/** One line under a note: who signs, the key's four-byte id, and what the kind of signature carries. */
type SignatureLine = { name: string; keyId: Uint8Array; signature: Uint8Array };

/** An Ed25519 verification, from whichever library is at hand. */
export type VerifySignature = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;

const utf8 = new TextEncoder();
const kinds = { log: 1, witness: 4 } as const;

/** The text that is signed (C2SP tlog-checkpoint): origin, size, root, a line each. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${toBase64(root)}\n`;

/** The first four bytes of the hash of name, kind and key (C2SP signed-note, tlog-cosignature). */
export async function signatureKeyId(
  name: string,
  kind: keyof typeof kinds,
  publicKey: Uint8Array,
  sha256: Digest,
): Promise<Uint8Array> {
  const hash = await sha256(
    concat(utf8.encode(`${name}\n`), Uint8Array.of(kinds[kind]), publicKey),
  );
  return hash.slice(0, 4);
}

/** A signature line as it stands under the note. */
export const signatureLine = ({ name, keyId, signature }: SignatureLine): string =>
  `— ${name} ${toBase64(concat(keyId, signature))}\n`;

/** A note: its text, an empty line, its signatures. */
export const signedNote = (text: string, lines: readonly string[]): string =>
  `${text}\n${lines.join("")}`;

function parseLine(line: string): SignatureLine | null {
  const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? [];
  const bytes = encoded ? fromBase64(encoded) : null;
  if (!name || !bytes || bytes.length < 5) return null;
  return { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
}

/** Reads a signed checkpoint; null where it is not exactly in the form in which it is written. */
export function parseCheckpoint(
  note: string,
): { checkpoint: Checkpoint; text: string; lines: SignatureLine[] } | null {
  const [, text = "", below = ""] = /^([^]*?\n)\n((?:— [^\n]+\n)+)$/u.exec(note) ?? [];
  const [, origin, size, encoded] = /^([^\s+]+)\n(0|[1-9]\d{0,18})\n([^\n]+)\n$/u.exec(text) ?? [];
  const root = encoded ? fromBase64(encoded) : null;
  if (!origin || !size || root?.length !== 32) return null;
  const lines = below.slice(0, -1).split("\n").map(parseLine);
  if (!lines.every((line) => line !== null)) return null;
  return { checkpoint: { origin, size: BigInt(size), root }, text, lines };
}

/**
 * The checkpoint of a note that this key has signed in the ledger's name; null where the note is
 * malformed, of another log, or not signed by it.
 */
export async function openCheckpoint(
  note: string,
  publicKey: Uint8Array,
  { sha256, verify }: { sha256: Digest; verify: VerifySignature },
): Promise<Checkpoint | null> {
  const parsed = parseCheckpoint(note);
  if (parsed?.checkpoint.origin !== ledgerOrigin) return null;
  const keyId = await signatureKeyId(ledgerOrigin, "log", publicKey, sha256);
  for (const { name, keyId: claimed, signature } of parsed.lines) {
    if (name !== ledgerOrigin || !isSame(claimed, keyId)) continue;
    const isGenuine = await verify(publicKey, utf8.encode(parsed.text), signature);
    return isGenuine ? parsed.checkpoint : null;
  }
  return null;
}

/** The name in which a bank countersigns. */
export const witnessName = (uscc: string): string => `${ledgerOrigin}/witness/${uscc}`;

/** What a witness signs: the checkpoint, and when it saw it (C2SP tlog-cosignature, v1). */
export const cosignedBytes = (text: string, seconds: bigint): Uint8Array<ArrayBuffer> =>
  concat(utf8.encode(`cosignature/v1\ntime ${seconds}\n${text}`));

/** A witness's line: the key's id, eight bytes of time, the signature. */
export function cosignatureLine(
  name: string,
  keyId: Uint8Array,
  seconds: bigint,
  signature: Uint8Array,
): string {
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, seconds);
  return signatureLine({ name, keyId, signature: concat(time, signature) });
}

/** When this witness says it saw this checkpoint, in seconds; null where the line is not its own. */
export async function openCosignature(
  line: string,
  { note, name, publicKey }: { note: string; name: string; publicKey: Uint8Array },
  { sha256, verify }: { sha256: Digest; verify: VerifySignature },
): Promise<bigint | null> {
  const parsed = parseCheckpoint(note);
  const signed = line.endsWith("\n") ? parseLine(line.slice(0, -1)) : null;
  if (!parsed || signed?.name !== name || signed.signature.length !== 72) return null;
  if (!isSame(signed.keyId, await signatureKeyId(name, "witness", publicKey, sha256))) return null;
  const { buffer, byteOffset } = signed.signature;
  const seconds = new DataView(buffer, byteOffset).getBigUint64(0);
  const message = cosignedBytes(parsed.text, seconds);
  return (await verify(publicKey, message, signed.signature.subarray(8))) ? seconds : null;
}
