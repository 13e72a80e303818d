/** Basis points as a person types a percentage: 365 → "3.65". */
export function percentOf(basisPoints: number): string {
  return String(basisPoints / 100);
}

/** A typed percentage as basis points; null where it is none or finer than a basis point. */
export function readPercent(text: string): number | null {
  const plain = text.normalize("NFKC").replace(/[%\s]/g, "");
  return /^\d{1,2}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null;
}
