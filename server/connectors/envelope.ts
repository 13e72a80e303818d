import { createHmac, randomBytes } from "node:crypto";
import * as aesGcm from "@/server/connectors/aes-gcm";
import type { StoredKey } from "@/server/connectors/key-store";
import * as sm4HmacSm3 from "@/server/connectors/sm4-hmac-sm3";

/** By the number that stands in every row: new facts get the chosen one, old ones keep opening. */
const suites = new Map([
  [1, aesGcm],
  [2, sm4HmacSm3],
]);
export const suiteNumbers = { "aes-256-gcm": 1, "sm4-ctr-hmac-sm3": 2 } as const;
export type SuiteName = keyof typeof suiteNumbers;

const keyLength = 32;

/** Where a fact stands; a report, at `report:` with its number and the last day of its range. */
export type FactAddress = { enterpriseId: string; scope: string; period: string };

/** What a ciphertext is bound to: moved to another firm, scope, month or suite it does not open. */
function associatedData({ enterpriseId, scope, period }: FactAddress, suite: number): Buffer {
  return Buffer.from(`${enterpriseId}|${scope}|${period}|${suite}`, "utf8");
}

function cipherOf(suite: number) {
  const cipher = suites.get(suite);
  if (!cipher) throw new Error(`no cipher suite has the number ${suite}`);
  return cipher;
}

/** Bytes that stand at this address, sealed. */
export function sealBytes(key: Buffer, suite: number, address: FactAddress, plain: Buffer): Buffer {
  return cipherOf(suite).seal(key, plain, associatedData(address, suite));
}

/** The bytes back; throws when key, suite, firm, scope or period is not the one they were sealed for. */
export function openBytes(key: Buffer, suite: number, address: FactAddress, body: Buffer): Buffer {
  return cipherOf(suite).open(key, body, associatedData(address, suite));
}

const names = new WeakMap<Buffer, string>();

/** Tells key-encryption keys apart and says nothing about them. */
export function kekName(kek: Buffer): string {
  const known = names.get(kek);
  if (known) return known;
  const mac = createHmac("sha256", kek).update("name of a key-encryption key").digest("hex");
  names.set(kek, mac.slice(0, 16));
  return mac.slice(0, 16);
}

const wrapping = (keyId: string) => Buffer.from(`data-key|${keyId}`, "utf8");

/** A data key as the store keeps it: under no other id does it unwrap. */
export function wrapKey(kek: Buffer, keyId: string, key: Buffer): StoredKey {
  return { kek: kekName(kek), wrapped: aesGcm.seal(kek, key, wrapping(keyId)) };
}

export const newDataKey = () => randomBytes(keyLength);

/** Unwraps a data key; throws when none of the key-encryption keys is the one that wrapped it. */
export function unwrapKey(keks: readonly Buffer[], keyId: string, stored: StoredKey): Buffer {
  const kek = keks.find((one) => kekName(one) === stored.kek);
  if (!kek) throw new Error(`the key-encryption key ${stored.kek} is not given`);
  return aesGcm.open(kek, stored.wrapped, wrapping(keyId));
}

/** A data key from before the key store, when the wrapped half stood in the database. */
export function unwrapFromBefore(kek: Buffer, wrapped: Buffer): Buffer {
  return aesGcm.open(kek, wrapped, Buffer.from("data-key", "utf8"));
}
