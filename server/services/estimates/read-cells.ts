import { and, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { observations } from "@/db/schema";
import type { Cell } from "@/domain/estimates/estimate";
import type { Cohort } from "@/domain/matching/observed";
import { cellsFor } from "@/server/services/observations/cells";

/** What is published of all products together for firms like one. */
export async function readCells(tx: Transaction, firm: Cohort): Promise<Cell[]> {
  const rows = await tx
    .select()
    .from(observations)
    .where(and(isNull(observations.productId), cellsFor(firm)));
  return rows.map((row) => ({
    industrySection: row.industrySection,
    size: row.size,
    decided: row.decided,
    enterprises: row.enterprises,
    approved: row.approved,
    granted: row.granted,
    rates:
      row.rateLow === null || row.rateMedian === null || row.rateHigh === null
        ? null
        : { low: row.rateLow, median: row.rateMedian, high: row.rateHigh },
    amounts:
      row.amountLow === null || row.amountMedian === null || row.amountHigh === null
        ? null
        : { low: row.amountLow, median: row.amountMedian, high: row.amountHigh },
    from: row.from,
    to: row.to,
  }));
}
