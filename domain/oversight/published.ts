import { z } from "zod";

/** Fewer enterprises than this are not a group that may be published; the gate counts them. */
export const leastGroup = 10;

export const publishedDimensions = [
  "all",
  "month",
  "bank_kind",
  "size",
  "district",
  "rate",
] as const;
export type PublishedDimension = (typeof publishedDimensions)[number];

/** Lower bounds of the bands of annual rates, in basis points, as the gate cuts them. */
export const rateBands = ["0", "300", "350", "400", "450", "500", "600"] as const;

/** One published cell of a closed quarter. Null is withheld, which is not zero. */
export const PublishedCell = z.strictObject({
  key: z.string(),
  applications: z.number().int().nullable(),
  loans: z.number().int().nullable(),
  /** Fen, to ten thousand yuan. */
  amount: z.bigint().nullable(),
  /** Basis points, each loan counting by its principal. */
  annualRate: z.number().int().nullable(),
});
export type PublishedCell = z.infer<typeof PublishedCell>;

export const PublishedQuarter = z.strictObject({
  /** Its first day. */
  quarter: z.string(),
  total: PublishedCell,
  breakdowns: z.record(z.enum(publishedDimensions).exclude(["all"]), z.array(PublishedCell)),
});
export type PublishedQuarter = z.infer<typeof PublishedQuarter>;

/** The closed quarters with anything to publish, the latest first. */
export const PublishedStatistics = z.strictObject({
  publishedOn: z.string(),
  quarters: z.array(PublishedQuarter),
});
export type PublishedStatistics = z.infer<typeof PublishedStatistics>;

/**
 * What the withheld cells of a breakdown come to together: anybody can subtract it, so it is shown.
 * The gate withholds so many cells that it is again ten enterprises or more. Null where none is
 * withheld.
 */
export function restOf(
  total: PublishedCell,
  cells: readonly PublishedCell[],
): { loans: number; amount: bigint } | null {
  const shown = cells.filter(({ loans }) => loans !== null);
  if (total.loans === null || total.amount === null || shown.length === cells.length) return null;
  return {
    loans: shown.reduce((rest, { loans }) => rest - (loans ?? 0), total.loans),
    amount: shown.reduce((rest, { amount }) => rest - (amount ?? 0n), total.amount),
  };
}
