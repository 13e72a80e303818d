import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const nonceLength = 12;
const tagLength = 16;

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
