/** SHA-256, from whichever library is at hand: Node's, or the browser's, which answers later. */
export type Digest = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Base64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [one = 0, two = 0, three = 0] = bytes.subarray(at, at + 3);
    const word = (one << 16) | (two << 8) | three;
    const letters = Math.min(4, bytes.length - at + 1);
    for (let nth = 0; nth < 4; nth++)
      text += nth < letters ? alphabet[(word >> (18 - 6 * nth)) & 63] : "=";
  }
  return text;
}

/** The bytes of such a text, or null where it is not exactly how those bytes are written. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const letters = text.replace(/={0,2}$/, "");
  const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4));
  let word = 0;
  for (const [nth, letter] of Array.from(letters).entries()) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return null;
    word = ((word << 6) | value) & 0xffffff;
    const bits = (nth + 1) * 6;
    if (bits % 8 < 6) bytes[Math.floor(bits / 8) - 1] = (word >> (bits % 8)) & 255;
  }
  return toBase64(bytes) === text ? bytes : null;
}

export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const concat = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

export const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, nth) => byte === other[nth]);
