import { eq } from "drizzle-orm";
import { consents } from "@/db/schema";
import { NotFound } from "@/domain/shared/errors";
import type { ListFetchesInput, RefreshView } from "@/domain/sources/schema";
import type { ServiceContext } from "@/server/services/context";
import { listFetches } from "@/server/services/sources/list-fetches";

/** How often the agencies have been asked under a consent, and whether they may be asked again. */
export async function getRefresh(
  context: ServiceContext<"sme">,
  { consentId }: ListFetchesInput,
): Promise<RefreshView> {
  const fetches = await listFetches(context, { consentId });
  const [consent] = await context.db.transaction((tx) =>
    tx
      .select({ most: consents.maxFetches, status: consents.status })
      .from(consents)
      .where(eq(consents.id, consentId)),
  );
  if (!consent) throw new NotFound("consent");
  const { most, status } = consent;
  const byItem = Map.groupBy(fetches, ({ item }) => item);
  // What failed was not an answer: the gate does not count it either.
  const counted = [...byItem.values()].map(
    (ofItem) => ofItem.filter((fetch) => fetch.status !== "failed").length,
  );
  const pending = fetches.filter((fetch) => ["queued", "running"].includes(fetch.status)).length;
  const answered = fetches.flatMap(({ answeredAt }) => answeredAt ?? []);
  return {
    made: Math.max(0, ...counted),
    most,
    pending,
    canRefresh: status === "active" && pending === 0 && counted.some((made) => made < most),
    failed: [...byItem].flatMap(([item, [latest]]) => (latest?.status === "failed" ? item : [])),
    lastAnsweredAt: answered.toSorted((a, b) => Number(a) - Number(b)).at(-1) ?? null,
  };
}
