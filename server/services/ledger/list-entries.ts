import { and, desc, eq, lt } from "drizzle-orm";
import { banks, entries } from "@/db/schema";
import type { ListEntriesInput } from "@/domain/ledger/schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";

const pageSize = 50;

/** Every look at this enterprise's data and every refusal, newest first. */
export async function listEntries(
  { db, actor }: ServiceContext<"sme">,
  { before, consentId, recipientId }: ListEntriesInput,
) {
  authorize(actor, "ledger.read", { enterpriseId: actor.organizationId });
  const rows = await db.transaction((tx) =>
    tx
      .select({ entry: entries, name: banks.name, nameEn: banks.nameEn })
      .from(entries)
      .leftJoin(banks, eq(banks.id, entries.recipientId))
      .where(
        and(
          eq(entries.chain, actor.organizationId),
          before ? lt(entries.seq, before) : undefined,
          consentId ? eq(entries.consentId, consentId) : undefined,
          recipientId ? eq(entries.recipientId, recipientId) : undefined,
        ),
      )
      .orderBy(desc(entries.seq))
      .limit(pageSize + 1),
  );
  const page = rows.slice(0, pageSize);
  return {
    entries: page.map(({ entry, name, nameEn }) => ({
      seq: entry.seq,
      at: entry.at,
      action: entry.action,
      code: entry.code,
      persona: entry.persona,
      recipient: name && nameEn ? { name, nameEn } : null,
      consentId: entry.consentId,
      scopes: entry.scopes,
      dataFrom: entry.dataFrom,
      dataTo: entry.dataTo,
      hash: entry.hash.toString("hex"),
    })),
    next: rows.length > pageSize ? (page.at(-1)?.entry.seq ?? null) : null,
  };
}
