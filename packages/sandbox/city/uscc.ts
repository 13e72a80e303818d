/** The 31 characters a unified social credit code may hold (GB 32100-2015): no I, O, S, V, Z. */
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** The check character of an eight-character organisation code (GB 11714-1997, modulus 11). */
function organisationCheck(body: string): string {
  let sum = 0;
  for (const [i, weight] of organisationWeights.entries())
    sum += weight * Number.parseInt(body.charAt(i), 36);
  const check = 11 - (sum % 11);
  return check === 10 ? "X" : check === 11 ? "0" : String(check);
}

/** The check character of the first seventeen characters (GB 32100-2015, modulus 31). */
function usccCheck(first17: string): string {
  let sum = 0;
  for (const [i, weight] of usccWeights.entries())
    sum += weight * usccAlphabet.indexOf(first17.charAt(i));
  return usccAlphabet.charAt((31 - (sum % 31)) % 31);
}

/** What a code is for: generated firm, imported firm, bank, firm outside the city. */
export type UsccKind = "MA" | "MB" | "MC" | "MF";

const serials = 31 ** 6;

/** Composes a valid code: registration class, region, and six serial characters after the kind. */
export function composeUscc(
  category: "91" | "92",
  region: string,
  kind: UsccKind,
  serial: number,
): string {
  let rest = serial % serials;
  let text = "";
  for (let i = 0; i < 6; i += 1) {
    text = usccAlphabet.charAt(rest % 31) + text;
    rest = Math.floor(rest / 31);
  }
  const body = kind + text;
  const first17 = category + region + body + organisationCheck(body);
  return first17 + usccCheck(first17);
}

/** The kind and serial inside a code composed here, or null; checks no check characters. */
export function serialOf(uscc: string): { kind: string; serial: number } | null {
  if (uscc.length !== 18) return null;
  let serial = 0;
  for (const character of uscc.slice(10, 16)) {
    const value = usccAlphabet.indexOf(character);
    if (value < 0) return null;
    serial = serial * 31 + value;
  }
  return { kind: uscc.slice(8, 10), serial };
}

const multiplier = 5_741_819;
const modulus = BigInt(serials);
let inverse: bigint | undefined;

/** Spreads consecutive indexes over all serials: multiplication by a unit modulo 31⁶, then a shift by the seed. */
export function serialOfIndex(seed: number, index: number): number {
  return (multiplier * index + (seed % serials)) % serials;
}

/** Undoes `serialOfIndex`. */
export function indexOfSerial(seed: number, serial: number): number {
  inverse ??= inverseOf(BigInt(multiplier), modulus);
  const shifted = BigInt((serial - (seed % serials) + serials) % serials);
  return Number((shifted * inverse) % modulus);
}

function inverseOf(value: bigint, m: bigint): bigint {
  let [r, next] = [m, value];
  let [t, nextT] = [0n, 1n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [t, nextT] = [nextT, t - quotient * nextT];
  }
  return ((t % m) + m) % m;
}
