import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { informationRequests } from "@/db/schema";

/** What was asked and not answered, of applications that go on without: nobody waits for it any more. */
export async function lapseOpenRequests(tx: Transaction, applicationIds: readonly string[]) {
  await tx
    .update(informationRequests)
    .set({ status: "lapsed" })
    .where(
      and(
        inArray(informationRequests.applicationId, [...applicationIds]),
        eq(informationRequests.status, "open"),
      ),
    );
}
