import { and, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { observations } from "@/db/schema";
import { bySimilarity, type Cohort, type Observed } from "@/domain/matching/observed";
import { cellsFor, observedOf } from "./cells";

/**
 * What was observed of products for firms like one, by product id: the most similar cohort there is.
 * A product without enough firms behind it is absent; so narrow a cohort has no row at all.
 */
export async function readObserved(
  tx: Transaction,
  { productIds, ...firm }: { productIds: readonly string[] } & Cohort,
): Promise<Map<string, Observed>> {
  if (productIds.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(observations)
    .where(and(inArray(observations.productId, [...productIds]), cellsFor(firm)));
  const found = new Map<string, Observed>();
  for (const row of rows.toSorted(bySimilarity))
    if (row.productId !== null && !found.has(row.productId))
      found.set(row.productId, observedOf(row));
  return found;
}
