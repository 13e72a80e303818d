import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { consentEvents, consents } from "@/db/schema";
import { unusualUse, useSoFar } from "@/domain/consents/unusual";
import type { UseOfConsent, UseOfConsentsInput } from "@/domain/notifications/notices";
import { authorize } from "@/domain/policy";
import { looksUnder } from "@/server/services/consents/looks";
import type { ServiceContext } from "@/server/services/context";

/** How these consents were used; ids that are not the caller's are left out. */
export async function getUseOfConsents(
  { db, actor, now }: ServiceContext<"sme">,
  { consentIds }: UseOfConsentsInput,
): Promise<UseOfConsent[]> {
  authorize(actor, "ledger.read", { enterpriseId: actor.organizationId });
  if (consentIds.length === 0) return [];
  return db.transaction((tx) => useOf(tx, consentIds, now));
}

/** The same within a transaction of another verb's. */
export async function useOf(
  tx: Transaction,
  consentIds: readonly string[],
  now: Date,
): Promise<UseOfConsent[]> {
  if (consentIds.length === 0) return [];
  const terms = await tx
    .select({
      id: consents.id,
      maxReads: consents.maxReads,
      readsPerUnit: consents.readsPerUnit,
      readsPerCount: consents.readsPerCount,
      signedAt: sql<Date | null>`min(${consentEvents.at})`.mapWith(consentEvents.at),
    })
    .from(consents)
    .leftJoin(
      consentEvents,
      and(eq(consentEvents.consentId, consents.id), eq(consentEvents.to, "active")),
    )
    .where(inArray(consents.id, [...consentIds]))
    .groupBy(consents.id);
  const looks = await looksUnder(
    tx,
    terms.map(({ id }) => id),
  );
  return terms.map(({ id, ...term }) => ({
    consentId: id,
    ...useSoFar(looks.get(id) ?? [], now),
    unusual: unusualUse(looks.get(id) ?? [], term, now),
  }));
}
