import { and, asc, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { consents, enterprises, erasures } from "@/db/schema";
import { daysLeft, erasureState } from "@/domain/erasures/lifecycle";
import type { BankErasureList, ListBankErasuresInput } from "@/domain/erasures/schema";
import { afterCursor, cursorOf } from "@/server/services/bank-lists";
import type { ServiceContext } from "@/server/services/context";
import { declaredIn } from "@/server/services/erasures/declared";

const pageSize = 30;

// A firm whose report was shared need not have applied to this bank: its consent names it.
const artefact = sql`convert_from(${consents.artefact}, 'UTF8')::jsonb`;
/** What the bank was let read, by its own lines in the ledger. */
const looks = sql`(
  select count(*)::int as reads, max(at) as last, (
    select array_agg(distinct scope order by scope) from ledger.entries as lines, unnest(lines.scopes) as scope
    where lines.consent_id = ${erasures.consentId} and lines.action = 'gate.open' and lines.code = 'PERMITTED'
  ) as scopes
  from ledger.entries
  where consent_id = ${erasures.consentId} and action = 'gate.open' and code = 'PERMITTED'
) as looks`;

/** What this bank has to delete, the most urgent first; what it has confirmed, the latest first. */
export async function listBankErasures(
  { db, actor, now }: ServiceContext<"bank">,
  { tab, cursor }: ListBankErasuresInput,
): Promise<BankErasureList> {
  const isOpen = tab === "open";
  const order = sql`date_trunc('milliseconds', ${isOpen ? erasures.dueAt : erasures.attestedAt})`;
  const own = eq(erasures.bankId, actor.organizationId);
  return db.transaction(async (tx) => {
    const rows = await tx
      .select({
        duty: erasures,
        purpose: consents.purpose,
        name: sql<string>`coalesce(${enterprises.name}, ${artefact} ->> 'enterpriseName', '')`,
        uscc: sql<string>`coalesce(${enterprises.uscc}, ${artefact} ->> 'enterprise', '')`,
        reads: sql<number>`looks.reads`,
        lastReadAt: sql<Date | null>`looks.last`.mapWith(erasures.dueAt),
        scopes: sql<string[] | null>`looks.scopes`,
        position: sql<Date>`${order}`.mapWith(erasures.dueAt),
      })
      .from(erasures)
      .innerJoin(consents, eq(consents.id, erasures.consentId))
      .leftJoin(enterprises, eq(enterprises.id, erasures.enterpriseId))
      .innerJoin(sql`lateral ${looks}`, sql`true`)
      .where(
        and(
          own,
          isOpen ? isNull(erasures.attestedAt) : isNotNull(erasures.attestedAt),
          afterCursor(cursor, order, erasures.id, isOpen ? "up" : "down"),
        ),
      )
      .orderBy(...(isOpen ? [asc(order), asc(erasures.id)] : [desc(order), desc(erasures.id)]))
      .limit(pageSize + 1);
    const shown = rows.slice(0, pageSize);
    const names = await colleagues(tx, db.token);
    const last = shown.at(-1);
    return {
      rows: shown.map(({ duty, name, uscc, scopes, position: _place, ...row }) => ({
        ...row,
        id: duty.id,
        consentId: duty.consentId,
        reason: duty.reason,
        state: erasureState(duty, now),
        startedAt: duty.startedAt,
        dueAt: duty.dueAt,
        daysLeft: daysLeft(duty.dueAt, now),
        attestedAt: duty.attestedAt,
        declared: declaredIn(duty.attestation),
        attestedBy: names.get(duty.attestedBy ?? "") ?? null,
        enterprise: { name, uscc },
        scopes: scopes ?? [],
      })),
      counts: await counts(tx, actor.organizationId, now),
      nextCursor:
        rows.length > pageSize
          ? cursorOf(last && { position: last.position, id: last.duty.id })
          : null,
    };
  });
}

async function colleagues(tx: Transaction, token: string): Promise<Map<string, string>> {
  const { rows } = await tx.execute<{ person_id: string; name: string }>(
    sql`select person_id, name from auth.colleagues(${token})`,
  );
  return new Map(rows.map(({ person_id, name }) => [person_id, name]));
}

async function counts(tx: Transaction, bankId: string, now: Date) {
  const [row] = await tx
    .select({
      open: sql<number>`count(*)::int`,
      overdue: sql<number>`(count(*) filter (where ${erasures.dueAt} <= ${now.toISOString()}::timestamptz))::int`,
    })
    .from(erasures)
    .where(and(eq(erasures.bankId, bankId), isNull(erasures.attestedAt)));
  return row ?? { open: 0, overdue: 0 };
}
