import { createHmac, randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { totpDigits, totpPeriodSeconds, totpStepAt, totpWindow } from "@/domain/accounts/totp";
import { open, seal } from "@/server/connectors/aes-gcm";
import { keyEncryptionKey, keyEncryptionKeys } from "@/server/connectors/key-encryption-keys";

/** RFC 4226 recommends 160 bits; authenticator apps know SHA-1 only. */
const secretLength = 20;

export function newTotpSecret(): Buffer {
  return randomBytes(secretLength);
}

/** The step a code belongs to, or null when it is none of the accepted ones. */
export function acceptedStep(secret: Buffer, code: string, now: Date): number | null {
  const delta = generatorOf(secret).validate({
    token: code,
    timestamp: now.getTime(),
    window: totpWindow,
  });
  return delta === null ? null : totpStepAt(now) + delta;
}

export function codeOfStep(secret: Buffer, step: number): string {
  return generatorOf(secret).generate({ timestamp: step * totpPeriodSeconds * 1000 });
}

/** What an authenticator app reads: the secret to type, and the same as a link. */
export function enrolmentOf(secret: Buffer, username: string): { secret: string; uri: string } {
  const generator = generatorOf(secret, username);
  return { secret: generator.secret.base32, uri: generator.toString() };
}

function generatorOf(secret: Buffer, label = "") {
  return new TOTP({
    issuer: "Xin Yi Dai",
    label,
    algorithm: "SHA1",
    digits: totpDigits,
    period: totpPeriodSeconds,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
  });
}

const boundTo = (personId: string) => Buffer.from(`totp|${personId}`, "utf8");

/** For the database: bound to its person, so that it opens in nobody else's row. */
export function sealTotpSecret(personId: string, secret: Buffer): Buffer {
  return seal(keyEncryptionKey, secret, boundTo(personId));
}

/** While the key-encryption key is being changed, what the one before sealed opens as well. */
export function openTotpSecret(personId: string, sealed: Buffer): Buffer {
  const [current, previous] = keyEncryptionKeys.map(
    (key) => () => open(key, sealed, boundTo(personId)),
  );
  if (!current || !previous) return open(keyEncryptionKey, sealed, boundTo(personId));
  try {
    return current();
  } catch {
    return previous();
  }
}

/** People of the demo city have a derived one: the seed needs no key, and a demo can show codes. */
export function demoTotpSecret(personId: string): Buffer {
  return createHmac("sha256", keyEncryptionKey)
    .update(`demo totp|${personId}`)
    .digest()
    .subarray(0, secretLength);
}
