import { fromBase64Url, join } from "./bytes.ts";

/** A passkey's public key: for ES256 the point, uncompressed; for EdDSA its 32 bytes. */
export type PasskeyKey = { algorithm: "ES256" | "EdDSA"; bytes: Uint8Array<ArrayBuffer> };

/** Reads a COSE key (RFC 9053) of P-256 or Ed25519; throws on any other. */
export function readCoseKey(text: string): PasskeyKey {
  const members = readMap(fromBase64Url(text));
  const at = (label: number) => members.get(label);
  const x = at(-2);
  const y = at(-3);
  if (!(x instanceof Uint8Array) || x.length !== 32) throw new Error("no key");
  if (at(1) === 1 && at(3) === -8 && at(-1) === 6 && members.size === 4)
    return { algorithm: "EdDSA", bytes: join(x) };
  if (at(1) !== 2 || at(3) !== -7 || at(-1) !== 1 || members.size !== 5) throw new Error("no key");
  if (!(y instanceof Uint8Array) || y.length !== 32) throw new Error("no key");
  return { algorithm: "ES256", bytes: join(Uint8Array.of(4), x, y) };
}

/** A CBOR map (RFC 8949) of small integers to small integers or bytes, and nothing after it. */
function readMap(bytes: Uint8Array): Map<number, number | Uint8Array> {
  let at = 0;
  const next = (): number => {
    const byte = bytes[at++];
    if (byte === undefined) throw new Error("cut short");
    return byte;
  };
  const head = (): [major: number, value: number] => {
    const first = next();
    const value = first & 31;
    if (value > 24) throw new Error("not a key");
    return [first >> 5, value === 24 ? next() : value];
  };
  const item = (): number | Uint8Array => {
    const [major, value] = head();
    if (major === 0) return value;
    if (major === 1) return -1 - value;
    if (major !== 2 || at + value > bytes.length) throw new Error("not a key");
    return bytes.subarray(at, (at += value));
  };
  const [major, count] = head();
  if (major !== 5) throw new Error("not a key");
  const members = new Map<number, number | Uint8Array>();
  for (let nth = 0; nth < count; nth++) {
    const label = item();
    if (typeof label !== "number" || members.has(label)) throw new Error("not a key");
    members.set(label, item());
  }
  if (at !== bytes.length) throw new Error("not a key");
  return members;
}
