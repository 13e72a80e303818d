import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { FetchView, ListFetchesInput } from "@/domain/sources/schema";
import type { ServiceContext } from "@/server/services/context";

type Row = {
  id: string;
  consent_id: string;
  item: FetchView["item"];
  status: FetchView["status"];
  reason: string | null;
  requested_at: string;
  answered_at: string | null;
};

/** How far the agencies' answers under a consent have come. */
export async function listFetches(
  { db, actor }: ServiceContext<"sme">,
  { consentId }: ListFetchesInput,
): Promise<FetchView[]> {
  authorize(actor, "source.read", { enterpriseId: actor.organizationId });
  const rows = await db.call<Row>(
    sql`select id, consent_id, item, status, reason, requested_at, answered_at from vault.fetch_status(${db.token}, ${consentId}::uuid)`,
  );
  return rows.map((row) => ({
    id: row.id,
    consentId: row.consent_id,
    item: row.item,
    status: row.status,
    reason: row.reason,
    requestedAt: new Date(row.requested_at),
    answeredAt: row.answered_at === null ? null : new Date(row.answered_at),
  }));
}
