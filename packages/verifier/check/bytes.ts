/** Reading and writing of bytes; no library, so that nothing has to be trusted but this folder. */

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

export function join(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

const digits = "0123456789abcdef";
const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const digitOf = Int8Array.from({ length: 128 }, (_, code) =>
  digits.indexOf(String.fromCodePoint(code)),
);

export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += pairs[byte];
  return text;
}

/** Throws on anything but pairs of lower-case digits. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length >> 1);
  const digit = (at: number) => digitOf[text.charCodeAt(at)] ?? -1;
  for (let nth = 0; nth < bytes.length; nth++) {
    const byte = (digit(nth * 2) << 4) | digit(nth * 2 + 1);
    if (byte < 0) throw new Error("not hexadecimal");
    bytes[nth] = byte;
  }
  if (text.length % 2 !== 0) throw new Error("not hexadecimal");
  return bytes;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const values = new Map(Array.from(alphabet, (letter, value) => [letter.charCodeAt(0), value]));
const valueOf = Int8Array.from({ length: 128 }, (_, code) => values.get(code) ?? -1);

/** Base64 as it is written and no other way; throws otherwise. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  if (text.length % 4 !== 0) throw new Error("not base64");
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  const letters = text.length - padding;
  let word = 0;
  let at = 0;
  for (let nth = 0; nth < letters; nth++) {
    const value = valueOf[text.charCodeAt(nth)] ?? -1;
    if (value < 0) throw new Error("not base64");
    word = ((word << 6) | value) & 0xffff;
    const bits = 6 - (nth % 4) * 2;
    if (nth % 4 > 0) bytes[at++] = word >> bits;
  }
  // What is left over of the last letter must be nothing.
  if ((padding === 2 && (word & 15) !== 0) || (padding === 1 && (word & 3) !== 0))
    throw new Error("not canonical base64");
  return bytes;
}

export const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCodePoint(...bytes));

/** Base64url without padding (RFC 7515); throws otherwise. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new Error("not base64url");
  const pieces: Uint8Array[] = [];
  // A long text in pieces of whole bytes: the conversion takes its bytes as arguments.
  for (let at = 0; at < text.length; at += 4096) {
    const piece = text
      .slice(at, at + 4096)
      .replaceAll("-", "+")
      .replaceAll("_", "/");
    pieces.push(fromBase64(piece.padEnd(Math.ceil(piece.length / 4) * 4, "=")));
  }
  return join(...pieces);
}

export const fromUtf8 = (bytes: Uint8Array): string => decoder.decode(bytes);
