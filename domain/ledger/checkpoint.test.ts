import {
  createHash,
  generateKeyPairSync,
  sign,
  verify as nodeVerify,
  createPublicKey,
} from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  checkpointText,
  cosignatureLine,
  cosignedBytes,
  ledgerOrigin,
  openCheckpoint,
  openCosignature,
  parseCheckpoint,
  signatureKeyId,
  signatureLine,
  signedNote,
  witnessName,
} from "./checkpoint";
import { fromBase64, toBase64 } from "./digest";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
const verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => {
  const x = Buffer.from(publicKey).toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return nodeVerify(null, message, key, signature);
};
const tools = { sha256, verify };

function aKey() {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" });
  return { privateKey, publicKey: new Uint8Array(Buffer.from(x, "base64url")) };
}

const key = aKey();
const checkpoint = {
  origin: ledgerOrigin,
  size: 123n,
  root: new Uint8Array(sha256(Buffer.from("root"))),
};
const text = checkpointText(checkpoint);
const keyId = await signatureKeyId(ledgerOrigin, "log", key.publicKey, sha256);
const line = signatureLine({
  name: ledgerOrigin,
  keyId,
  signature: sign(null, Buffer.from(text), key.privateKey),
});
const note = signedNote(text, [line]);

test("a checkpoint is three lines, an empty one, and who signs", () => {
  expect(note).toMatch(
    /^xin-yi-dai\/ledger\n123\n[A-Za-z0-9+/]{43}=\n\n— xin-yi-dai\/ledger [A-Za-z0-9+/]{91}=\n$/u,
  );
  expect(parseCheckpoint(note)?.checkpoint).toEqual(checkpoint);
});

test("opens for the key that signed it, and for no other", async () => {
  expect(await openCheckpoint(note, key.publicKey, tools)).toEqual(checkpoint);
  expect(await openCheckpoint(note, aKey().publicKey, tools)).toBeNull();
});

test("one that differs anywhere does not open", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(note.length - 1), fc.string({ maxLength: 2 }), async (at, other) => {
      const changed = note.slice(0, at) + other + note.slice(at + 1);
      fc.pre(changed !== note);
      expect(await openCheckpoint(changed, key.publicKey, tools)).toBeNull();
    }),
    { numRuns: 500 },
  );
});

test("a witness's line says when, for this note and this name only", async () => {
  const witness = aKey();
  const name = witnessName("91320000000000000X");
  const id = await signatureKeyId(name, "witness", witness.publicKey, sha256);
  const signature = sign(null, cosignedBytes(text, 1_700_000_000n), witness.privateKey);
  const signed = cosignatureLine(name, id, 1_700_000_000n, signature);
  const seen = { note, name, publicKey: witness.publicKey };
  expect(await openCosignature(signed, seen, tools)).toBe(1_700_000_000n);
  const later = signedNote(checkpointText({ ...checkpoint, size: 124n }), [line]);
  expect(await openCosignature(signed, { ...seen, note: later }, tools)).toBeNull();
  expect(await openCosignature(signed, { ...seen, name: `${name}1` }, tools)).toBeNull();
  expect(await openCosignature(signed, { ...seen, publicKey: key.publicKey }, tools)).toBeNull();
  expect(await openCosignature(line, seen, tools)).toBeNull();
});

test("base64 is read only as it is written", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    }),
  );
  const loose = ["AA", "AB==", "AAA", "AA=", "AAAA=", "A A=", "AAB=", "AA-_", "===="];
  expect(loose.filter((one) => fromBase64(one) !== null)).toEqual([]);
});
