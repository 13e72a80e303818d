import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { applications } from "@/db/schema";
import { liveApplicationStatuses } from "@/domain/applications/lifecycle";

/** How many have applied for each version of a bank's products, how many are on their way and got the loan. */
export function countApplications(tx: Transaction, bankId: string) {
  const live = inArray(applications.status, [...liveApplicationStatuses]);
  return tx
    .select({
      productId: applications.productId,
      version: applications.productVersion,
      total: sql<number>`count(*)`.mapWith(Number),
      live: sql<number>`count(*) filter (where ${live})`.mapWith(Number),
      disbursed: sql<number>`count(*) filter (where ${applications.status} = 'disbursed')`.mapWith(
        Number,
      ),
    })
    .from(applications)
    .where(and(eq(applications.bankId, bankId), isNotNull(applications.submittedAt)))
    .groupBy(applications.productId, applications.productVersion);
}

type Counts = Awaited<ReturnType<typeof countApplications>>;

/** Of a product, or of one version of it. */
export function appliedOf(counts: Counts, productId: string, version?: number) {
  const sum = { total: 0, live: 0, disbursed: 0 };
  for (const one of counts) {
    if (one.productId !== productId || (version !== undefined && one.version !== version)) continue;
    sum.total += one.total;
    sum.live += one.live;
    sum.disbursed += one.disbursed;
  }
  return sum;
}
