import { equal, fromBase64Url, fromUtf8, join, utf8 } from "./bytes.ts";
import { readCoseKey, type PasskeyKey } from "./cose.ts";
import { parseObject, textOf, type Json } from "./json.ts";
import { sha256 } from "./sha256.ts";
import { isSigned } from "./signatures.ts";

/** What is wrong with a passkey's answer, or where it was given. */
export type PasskeyVerdict =
  | { fault: "passkey_other_text" | "passkey_nobody" | "passkey_forged" }
  | { fault: null; origin: string };

const wasPresent = 0x01;
const wasVerified = 0x04;

/** Checks a WebAuthn assertion (Level 3, section 7.2) whose challenge has to be this hash. */
export async function checkPasskey(evidence: Json, hash: Uint8Array): Promise<PasskeyVerdict> {
  try {
    const key = readCoseKey(textOf(evidence, "publicKey"));
    const data = fromBase64Url(textOf(evidence, "authenticatorData"));
    const client = fromBase64Url(textOf(evidence, "clientDataJSON"));
    const signature = fromBase64Url(textOf(evidence, "signature"));
    const message = join(data, sha256(client));
    if (!(await isSignedWith(key, message, signature))) return { fault: "passkey_forged" };

    const said = parseObject(fromUtf8(client));
    const origin = textOf(said, "origin");
    const isAnswer = said["type"] === "webauthn.get" && said["crossOrigin"] !== true;
    if (!isAnswer || data.length < 37 || !isMadeFor(data.subarray(0, 32), origin))
      return { fault: "passkey_forged" };
    if (!equal(fromBase64Url(textOf(said, "challenge")), hash))
      return { fault: "passkey_other_text" };
    const both = wasPresent | wasVerified;
    if (((data[32] ?? 0) & both) !== both) return { fault: "passkey_nobody" };
    return { fault: null, origin };
  } catch {
    return { fault: "passkey_forged" };
  }
}

/** Whether the key belongs to the address: to its host or to a domain above it. */
function isMadeFor(rpIdHash: Uint8Array, origin: string): boolean {
  const labels = new URL(origin).hostname.split(".");
  return labels.some((_, nth) => equal(sha256(utf8(labels.slice(nth).join("."))), rpIdHash));
}

async function isSignedWith(
  { algorithm, bytes }: PasskeyKey,
  message: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  if (algorithm === "EdDSA") return isSigned(bytes, message, signature);
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("raw", bytes, curve, false, ["verify"]);
  const how = { name: "ECDSA", hash: "SHA-256" };
  return crypto.subtle.verify(how, key, fromDer(signature), message);
}

/** Two integers of a DER sequence (SEC 1, C.8), one after the other at full width, as WebCrypto takes them. */
function fromDer(signature: Uint8Array): Uint8Array<ArrayBuffer> {
  const [sequence, length] = signature;
  if (sequence !== 0x30 || length !== signature.length - 2) throw new Error("not a signature");
  const [r, end] = integerAt(signature, 2);
  const [s, after] = integerAt(signature, end);
  if (after !== signature.length) throw new Error("not a signature");
  return join(r, s);
}

function integerAt(bytes: Uint8Array, at: number): [wide: Uint8Array, end: number] {
  const [tag, length = 0] = bytes.subarray(at, at + 2);
  const value = bytes.subarray(at + 2, at + 2 + length);
  const [first = 0, second = 0] = value;
  // Positive, and not a byte longer than it takes.
  const isShortest = length === 1 || first !== 0 || second >= 0x80;
  if (tag !== 2 || length < 1 || value.length !== length || first >= 0x80 || !isShortest)
    throw new Error("not a signature");
  const digits = first === 0 ? value.subarray(1) : value;
  const wide = new Uint8Array(32);
  wide.set(digits, 32 - digits.length);
  return [wide, at + 2 + length];
}
