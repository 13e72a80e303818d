import { createHash, createPublicKey, verify, type KeyObject } from "node:crypto";

const origin = "xin-yi-dai/ledger";

/** A platform's key as its JWKS publishes it. */
export type LogKey = { kty: string; crv?: unknown; x?: unknown };

export type Seen = { size: number; root: Buffer; text: string };

/** C2SP signed-note: the first four bytes over name, kind of signature and key. */
export const keyId = (name: string, kind: number, publicKey: Buffer) =>
  createHash("sha256")
    .update(`${name}\n`)
    .update(Buffer.of(kind))
    .update(publicKey)
    .digest()
    .subarray(0, 4);

/** Reads a checkpoint that one of these keys has signed; null where none has. */
export function openNote(note: string, keys: readonly LogKey[]): Seen | null {
  const parts =
    /^(xin-yi-dai\/ledger\n([1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n)\n((?:— \S+ \S+\n)+)$/u.exec(
      note,
    );
  if (!parts) return null;
  const [, text = "", size = "", root = "", lines = ""] = parts;
  for (const line of lines.trimEnd().split("\n")) {
    const [, name, encoded = ""] = line.split(" ");
    const bytes = Buffer.from(encoded, "base64");
    const isSigned = keys.some(({ kty, crv, x }) => {
      if (kty !== "OKP" || crv !== "Ed25519" || typeof x !== "string") return false;
      const key = createPublicKey({ key: { kty, crv, x }, format: "jwk" });
      const isNamed = bytes.subarray(0, 4).equals(keyId(origin, 1, Buffer.from(x, "base64url")));
      return isNamed && verify(null, Buffer.from(text), key, bytes.subarray(4));
    });
    if (name === origin && isSigned)
      return { size: Number(size), root: Buffer.from(root, "base64"), text };
  }
  return null;
}

/** The 32 bytes of a private key's public half. */
export const rawKey = (key: KeyObject) =>
  Buffer.from(createPublicKey(key).export({ format: "jwk" }).x ?? "", "base64url");

/** The name under which a bank countersigns. */
export const witnessName = (uscc: string) => `${origin}/witness/${uscc}`;
