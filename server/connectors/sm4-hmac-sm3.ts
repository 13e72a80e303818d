import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

/**
 * SM4 in counter mode (GB/T 32907), then HMAC with SM3 (GB/T 32905) over everything: the national
 * algorithms, in the order that is safe to check before anything is deciphered.
 */
const counterLength = 16;
const tagLength = 32;

/** Two keys that have nothing to do with each other, from the one data key (RFC 5869 with SM3). */
function subkeys(key: Buffer) {
  const derived = Buffer.from(
    hkdfSync("sm3", key, Buffer.alloc(0), "sm4-ctr|hmac-sm3", 16 + tagLength),
  );
  return { enciphering: derived.subarray(0, 16), authenticating: derived.subarray(16) };
}

/** The length goes first, so that nothing can move between what is bound and what is sealed. */
function tagOf(key: Buffer, bound: Buffer, body: Buffer): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(bound.length));
  return createHmac("sm3", key).update(length).update(bound).update(body).digest();
}

/** First counter, ciphertext and tag in one; opens only with the same key and the same `bound`. */
export function seal(key: Buffer, plain: Buffer, bound: Buffer): Buffer {
  const { enciphering, authenticating } = subkeys(key);
  const counter = randomBytes(counterLength);
  const cipher = createCipheriv("sm4-ctr", enciphering, counter);
  const body = Buffer.concat([counter, cipher.update(plain), cipher.final()]);
  return Buffer.concat([body, tagOf(authenticating, bound, body)]);
}

/** Throws when the key, the bytes or what they were bound to is not the same. */
export function open(key: Buffer, sealed: Buffer, bound: Buffer): Buffer {
  if (sealed.length < counterLength + tagLength) throw new Error("unable to authenticate data");
  const { enciphering, authenticating } = subkeys(key);
  const body = sealed.subarray(0, -tagLength);
  if (!timingSafeEqual(tagOf(authenticating, bound, body), sealed.subarray(-tagLength)))
    throw new Error("unable to authenticate data");
  const decipher = createDecipheriv("sm4-ctr", enciphering, body.subarray(0, counterLength));
  return Buffer.concat([decipher.update(body.subarray(counterLength)), decipher.final()]);
}
