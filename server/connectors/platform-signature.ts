import { createPrivateKey, sign } from "node:crypto";
import { calculateJwkThumbprint, CompactSign, importJWK } from "jose";
import { env } from "@/server/env";

const privateJwk = { ...env.LEDGER_SIGNING_KEY, alg: "EdDSA" };
const publicJwk = { kty: privateJwk.kty, crv: privateJwk.crv, x: privateJwk.x };

/** The platform's public keys as published under /.well-known/jwks.json (RFC 7517). */
export async function platformJwks() {
  const kid = await calculateJwkThumbprint(publicJwk);
  return { keys: [{ ...publicJwk, kid, alg: "EdDSA", use: "sig" }] };
}

/** Signs exact bytes as a compact JWS (RFC 7515, EdDSA). */
export async function signAsPlatform(payload: Uint8Array): Promise<string> {
  const key = await importJWK(privateJwk, "EdDSA");
  const kid = await calculateJwkThumbprint(publicJwk);
  return new CompactSign(payload).setProtectedHeader({ alg: "EdDSA", kid }).sign(key);
}

/** The key's 32 bytes, as signed notes name it. */
export const platformPublicKey = new Uint8Array(Buffer.from(publicJwk.x, "base64url"));

/** Signs exact bytes with nothing around them (RFC 8032), as under a signed note. */
export function signBytesAsPlatform(bytes: Uint8Array): Uint8Array {
  const key = createPrivateKey({ key: privateJwk, format: "jwk" });
  return new Uint8Array(sign(null, bytes, key));
}
