import { equal, fromBase64, fromBase64Url, fromUtf8, join, utf8 } from "./bytes.ts";
import { parseObject, textOf, type Json } from "./json.ts";
import { sha256 } from "./sha256.ts";
import type { Tree } from "./tree.ts";

/** A public key: its RFC 7638 thumbprint and its 32 bytes. */
export type Key = { id: string; bytes: Uint8Array };

const origin = "xin-yi-dai/ledger";

/** The Ed25519 keys of a JWK set; others are passed over. Throws where it is no key set. */
export function readKeys(text: string): Key[] {
  const { keys } = parseObject(text);
  if (!Array.isArray(keys)) throw new Error("no key set");
  return keys.flatMap((one: Json) => {
    if (one["kty"] !== "OKP" || one["crv"] !== "Ed25519") return [];
    const bytes = fromBase64Url(textOf(one, "x"));
    return bytes.length === 32 ? [{ id: textOf(one, "kid"), bytes }] : [];
  });
}

/** Whether the key signed the message (RFC 8032). */
export async function isSigned(
  key: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  try {
    const imported = await crypto.subtle.importKey("raw", new Uint8Array(key), "Ed25519", false, [
      "verify",
    ]);
    return await crypto.subtle.verify(
      "Ed25519",
      imported,
      new Uint8Array(signature),
      new Uint8Array(message),
    );
  } catch {
    return false;
  }
}

/** What a compact JWS says, if one of the keys signed it with EdDSA; null otherwise. */
export async function openJws(jws: string, keys: readonly Key[]): Promise<Json | null> {
  const parts = jws.split(".");
  const [head = "", body = "", tail = ""] = parts;
  if (parts.length !== 3) return null;
  try {
    const header = parseObject(fromUtf8(fromBase64Url(head)));
    const key = keys.find(({ id }) => id === header["kid"]);
    if (!key || header["alg"] !== "EdDSA" || "crit" in header || "b64" in header) return null;
    if (!(await isSigned(key.bytes, utf8(`${head}.${body}`), fromBase64Url(tail)))) return null;
    return parseObject(fromUtf8(fromBase64Url(body)));
  } catch {
    return null;
  }
}

const lineForm = /^— (\S+) ([A-Za-z0-9+/=]+)$/u;

function readNote(note: string) {
  const cut = note.indexOf("\n\n");
  const text = note.slice(0, cut + 1);
  const [name, size, root, end, ...more] = text.split("\n");
  if (cut < 0 || end !== "" || more.length > 0 || name !== origin) return null;
  if (!/^[1-9]\d{0,18}$/.test(size ?? "")) return null;
  const tree = { size: BigInt(size ?? 0), root: fromBase64(root ?? "") };
  const below = note.slice(cut + 2);
  if (tree.root.length !== 32 || !below.endsWith("\n")) return null;
  return { text, tree, lines: below.slice(0, -1).split("\n") };
}

const keyHint = (name: string, kind: number, key: Uint8Array) =>
  sha256(join(utf8(`${name}\n`), Uint8Array.of(kind), key)).subarray(0, 4);

/** The tree of a checkpoint (C2SP tlog-checkpoint) that one of the keys signed; null otherwise. */
export async function openCheckpoint(note: string, keys: readonly Key[]): Promise<Tree | null> {
  try {
    const read = readNote(note);
    if (!read || !read.lines.every((line) => lineForm.test(line))) return null;
    for (const line of read.lines) {
      const [, name, encoded = ""] = lineForm.exec(line) ?? [];
      const bytes = fromBase64(encoded);
      for (const key of name === origin ? keys : []) {
        if (!equal(bytes.subarray(0, 4), keyHint(origin, 1, key.bytes))) continue;
        if (await isSigned(key.bytes, utf8(read.text), bytes.subarray(4))) return read.tree;
      }
    }
    return null;
  } catch {
    return null;
  }
}

/** When a witness says it saw the checkpoint (C2SP tlog-cosignature); null where it never said so. */
export async function openCosignature(
  line: string,
  note: string,
  witness: { name: string; key: Uint8Array },
): Promise<Date | null> {
  try {
    const [, name, encoded = ""] = lineForm.exec(line.trimEnd()) ?? [];
    const bytes = fromBase64(encoded);
    const read = readNote(note);
    if (!read || name !== witness.name || bytes.length !== 76) return null;
    if (!equal(bytes.subarray(0, 4), keyHint(name, 4, witness.key))) return null;
    const seconds = new DataView(bytes.buffer).getBigUint64(4);
    const message = utf8(`cosignature/v1\ntime ${seconds}\n${read.text}`);
    if (!(await isSigned(witness.key, message, bytes.subarray(12)))) return null;
    return new Date(Number(seconds) * 1000);
  } catch {
    return null;
  }
}
