const amountUnits = { yuan: 100n, wan: 1_000_000n } as const;
export type AmountUnit = keyof typeof amountUnits;

/**
 * What a person typed, as fen; null when it is no amount or finer than a fen.
 * Full-width digits, grouping commas and spaces are taken as meant.
 */
export function parseAmount(text: string, unit: AmountUnit): bigint | null {
  const plain = text
    .normalize("NFKC")
    .replaceAll(/[\s,，]/gu, "")
    .replace("。", ".");
  const match = /^(\d{1,15})(?:\.(\d{0,8}))?$/u.exec(plain);
  if (!match) return null;
  const [, whole = "0", fraction = ""] = match;
  const scale = 10n ** BigInt(fraction.length);
  const value = (BigInt(whole) * scale + BigInt(fraction || "0")) * amountUnits[unit];
  return value % scale === 0n ? value / scale : null;
}

/** Fen as the shortest decimal in a unit, for the field to start with: 128_500_000n → "128.5" wan. */
export function amountText(fen: bigint, unit: AmountUnit): string {
  const size = amountUnits[unit];
  const rest = (fen % size).toString().padStart(size.toString().length - 1, "0");
  return `${fen / size}.${rest}`.replace(/\.?0+$/u, "");
}
