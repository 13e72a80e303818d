const strictYuan = /^(-?)(\d{1,13}|\d{1,3}(?:,\d{3}){1,4})(?:\.(\d{1,2}))?$/;

/**
 * Yuan as people and nodes write it, to integer fen: `"1,234.56"` → `123456n`.
 * Thousands separators are all there or none; at most two decimals; no sign but a leading minus.
 * Returns null for anything else: an amount is never guessed.
 */
export function parseYuan(text: string): bigint | null {
  const parts = strictYuan.exec(text);
  if (!parts) return null;
  const [, sign = "", whole = "", cents = ""] = parts;
  const fen = BigInt(whole.replaceAll(",", "")) * 100n + BigInt(cents.padEnd(2, "0"));
  return sign ? -fen : fen;
}

/** Fen to the wire form of nodes and files: `123456n` → `"1234.56"`. Not for screens. */
export function yuanOf(fen: bigint): string {
  const absolute = fen < 0n ? -fen : fen;
  const cents = String(absolute % 100n).padStart(2, "0");
  return `${fen < 0n ? "-" : ""}${absolute / 100n}.${cents}`;
}

export const roundingModes = ["half_up", "half_even", "up", "down"] as const;
/** How a fraction of a fen is settled; `up` is away from zero, `half_up` is 四舍五入. */
export type RoundingMode = (typeof roundingModes)[number];

/** `numerator / denominator` to an integer. Exact: no binary fraction is involved. */
export function divideRounded(
  numerator: bigint,
  denominator: bigint,
  mode: RoundingMode = "half_up",
): bigint {
  if (denominator === 0n) throw new RangeError("division by zero");
  const isNegative = numerator < 0n !== denominator < 0n;
  const dividend = numerator < 0n ? -numerator : numerator;
  const divisor = denominator < 0n ? -denominator : denominator;
  const quotient = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  const rounded = isRoundedAway(twice, divisor, quotient, mode) ? quotient + 1n : quotient;
  return isNegative ? -rounded : rounded;
}

/** Whether a quotient of which twice the remainder is left goes away from zero. */
export function isRoundedAway(
  twice: bigint,
  divisor: bigint,
  quotient: bigint,
  mode: RoundingMode,
): boolean {
  return (
    (mode === "up" && twice > 0n) ||
    (mode === "half_up" && twice >= divisor) ||
    (mode === "half_even" && (twice > divisor || (twice === divisor && quotient % 2n === 1n)))
  );
}

/** Sum of any amounts in fen; of none, zero. */
export function sumOf(amounts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

/** `part / whole` in basis points, rounded half up; null where the whole is not positive. */
export function basisPointsOf(part: bigint, whole: bigint): number | null {
  return whole > 0n ? Number(divideRounded(part * 10_000n, whole)) : null;
}
