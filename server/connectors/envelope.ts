import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Suite 1: AES-256-GCM. The suite stands in every row so that another can live beside it. */
export const aesGcmSuite = 1;

const nonceLength = 12;
const tagLength = 16;
const keyLength = 32;

type FactAddress = { enterpriseId: string; scope: string; period: string };

/** What a ciphertext is bound to: moved to another firm, scope or month it does not open. */
function associatedData({ enterpriseId, scope, period }: FactAddress): Buffer {
  return Buffer.from(`${enterpriseId}|${scope}|${period}|${aesGcmSuite}`, "utf8");
}

/** Nonce, ciphertext and tag in one; opens only with the same key and the same `bound`. */
export function seal(key: Buffer, plain: Buffer, bound: Buffer): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(bound);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws when the key, the bytes or what they were bound to is not the same. */
export function open(key: Buffer, sealed: Buffer, bound: Buffer): Buffer {
  // Said outright: what is cut short would otherwise be checked by what is left of its tag.
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, nonceLength), {
    authTagLength: tagLength,
  });
  decipher.setAAD(bound);
  decipher.setAuthTag(sealed.subarray(-tagLength));
  return Buffer.concat([
    decipher.update(sealed.subarray(nonceLength, -tagLength)),
    decipher.final(),
  ]);
}

const wrapping = Buffer.from("data-key", "utf8");

/** A fresh data key, wrapped by the key-encryption key that never enters the database. */
export function newWrappedKey(keyEncryptionKey: Buffer): Buffer {
  return seal(keyEncryptionKey, randomBytes(keyLength), wrapping);
}

/** Unwraps a data key; throws when the key-encryption key is another one. */
export function unwrapKey(keyEncryptionKey: Buffer, wrapped: Buffer): Buffer {
  return open(keyEncryptionKey, wrapped, wrapping);
}

/** One fact as ciphertext. */
export function sealFact(dataKey: Buffer, address: FactAddress, content: unknown): Buffer {
  return seal(dataKey, Buffer.from(JSON.stringify(content), "utf8"), associatedData(address));
}

/** One fact back; throws when key, firm, scope or period is not the one it was sealed for. */
export function openFact(dataKey: Buffer, address: FactAddress, body: Buffer): unknown {
  return JSON.parse(open(dataKey, body, associatedData(address)).toString("utf8"));
}
