import { and, desc, eq, gt, inArray, lte, or, sql, type SQL } from "drizzle-orm";
import { banks, consents, enterprises } from "@/db/schema";
import { effectiveConsentStatus } from "@/domain/consents/lifecycle";
import type { ListOfficeConsentsInput, OfficeConsentPage } from "@/domain/consents/office-schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";

const perPage = 50;
type Counts = {
  consent_id: string;
  items: number;
  reads: number;
  last_read_at: string | null;
};

/** Who let whom see something, how it stands and how often it was used; never what it is about. */
export async function listOfficeConsents(
  { db, actor, now }: ServiceContext<"credit_office">,
  { bank, group, cursor }: ListOfficeConsentsInput,
): Promise<OfficeConsentPage> {
  authorize(actor, "oversight.read", {});
  return db.transaction(async (tx) => {
    const rows = await tx
      .select({
        id: consents.id,
        enterprise: enterprises.name,
        bank: { code: banks.code, name: banks.name, nameEn: banks.nameEn },
        purpose: consents.purpose,
        status: consents.status,
        validFrom: sql<Date>`lower(${consents.valid})`.mapWith(consents.createdAt),
        validTo: sql<Date>`upper(${consents.valid})`.mapWith(consents.createdAt),
        answerBy: consents.answerBy,
        createdAt: consents.createdAt,
        endedAt: consents.endedAt,
      })
      .from(consents)
      .innerJoin(enterprises, eq(enterprises.id, consents.enterpriseId))
      .leftJoin(banks, eq(banks.id, consents.recipientId))
      .where(
        and(
          group && inGroup(group, now),
          bank ? eq(banks.code, bank) : undefined,
          cursor
            ? sql`(${consents.createdAt}, ${consents.id}) < (select last.created_at, last.id from app.consents as last where last.id = ${cursor})`
            : undefined,
        ),
      )
      .orderBy(desc(consents.createdAt), desc(consents.id))
      .limit(perPage + 1);
    const shown = rows.slice(0, perPage);
    const counts = await tx.execute<Counts>(
      sql`select consent_id, items, reads, last_read_at
        from gate.consent_counts(${db.token}, ${sql.param(shown.map(({ id }) => id))}::uuid[])`,
    );
    const known = await tx
      .select({ code: banks.code, name: banks.name, nameEn: banks.nameEn })
      .from(banks)
      .orderBy(banks.code);
    return {
      banks: known,
      consents: shown.map(({ answerBy, status, ...row }) => {
        const count = counts.rows.find(({ consent_id: id }) => id === row.id);
        return {
          ...row,
          status: effectiveConsentStatus({ ...row, status, answerBy }, now),
          items: count?.items ?? 0,
          reads: count?.reads ?? 0,
          lastReadAt: count?.last_read_at ? new Date(count.last_read_at) : null,
        };
      }),
      next: rows.length > perPage ? (shown.at(-1)?.id ?? null) : null,
    };
  });
}

/** By the clock, as `effectiveConsentStatus` says it of each. */
function inGroup(group: "live" | "waiting" | "ended", now: Date): SQL | undefined {
  const at = sql`${now.toISOString()}::timestamptz`;
  const alive = inArray(consents.status, ["active", "paused"]);
  const unsigned = inArray(consents.status, ["requested", "awaiting_cosign"]);
  const end = sql`upper(${consents.valid})`;
  if (group === "live") return and(alive, gt(end, at));
  if (group === "waiting") return and(unsigned, gt(consents.answerBy, at));
  return or(
    and(alive, lte(end, at)),
    and(unsigned, lte(consents.answerBy, at)),
    sql`${consents.status} not in ('active', 'paused', 'requested', 'awaiting_cosign')`,
  );
}
