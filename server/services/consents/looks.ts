import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { consents, entries } from "@/db/schema";
import type { Look } from "@/domain/consents/unusual";

/**
 * Every try of the recipients to look under these consents, by consent: lines of the ledger the
 * caller may see. What the enterprise itself opened for matching is no look of anybody else.
 */
export async function looksUnder(
  tx: Transaction,
  consentIds: readonly string[],
): Promise<Map<string, Look[]>> {
  if (consentIds.length === 0) return new Map();
  const rows = await tx
    .select({
      consentId: consents.id,
      at: entries.at,
      isPermitted: sql<boolean>`${entries.action} = 'gate.open' and ${entries.code} = 'PERMITTED'`,
    })
    .from(consents)
    .innerJoin(entries, eq(entries.consentId, consents.id))
    .where(
      and(
        inArray(consents.id, [...consentIds]),
        inArray(entries.action, ["gate.open", "gate.take"]),
        eq(entries.persona, "bank"),
      ),
    )
    .orderBy(entries.chain, entries.seq);
  return Map.groupBy(rows, ({ consentId }) => consentId);
}
