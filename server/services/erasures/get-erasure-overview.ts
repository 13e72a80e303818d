import { and, asc, eq, isNull, sql, type SQL } from "drizzle-orm";
import { banks, enterprises, erasures } from "@/db/schema";
import { daysLeft } from "@/domain/erasures/lifecycle";
import type { ErasureOverview } from "@/domain/erasures/schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";

const count = (condition: SQL) => sql<number>`(count(*) filter (where ${condition}))::int`;

/** How the banks keep their word about deleting: by bank, and each deletion that is overdue. */
export async function getErasureOverview({
  db,
  actor,
  now,
}: ServiceContext<"credit_office">): Promise<ErasureOverview> {
  authorize(actor, "oversight.read", {});
  const at = sql`${now.toISOString()}::timestamptz`;
  const isOpen = sql`${erasures.attestedAt} is null`;
  const isRecent = sql`${erasures.attestedAt} > ${at} - interval '12 months'`;
  return db.transaction(async (tx) => {
    const byBank = await tx
      .select({
        code: banks.code,
        name: banks.name,
        nameEn: banks.nameEn,
        due: count(sql`${isOpen} and ${erasures.dueAt} > ${at}`),
        overdue: count(sql`${isOpen} and ${erasures.dueAt} <= ${at}`),
        attested: count(isRecent),
        attestedLate: count(sql`${isRecent} and ${erasures.attestedAt} > ${erasures.dueAt}`),
        oldestOverdueAt:
          sql<Date | null>`min(${erasures.dueAt}) filter (where ${isOpen} and ${erasures.dueAt} <= ${at})`.mapWith(
            erasures.dueAt,
          ),
      })
      .from(erasures)
      .innerJoin(banks, eq(banks.id, erasures.bankId))
      .groupBy(banks.id, banks.code, banks.name, banks.nameEn)
      .orderBy(sql`5 desc, 4 desc`, asc(banks.code));
    const late = await tx
      .select({
        id: erasures.id,
        name: banks.name,
        nameEn: banks.nameEn,
        enterprise: enterprises.name,
        reason: erasures.reason,
        dueAt: erasures.dueAt,
      })
      .from(erasures)
      .innerJoin(banks, eq(banks.id, erasures.bankId))
      .innerJoin(enterprises, eq(enterprises.id, erasures.enterpriseId))
      .where(and(isNull(erasures.attestedAt), sql`${erasures.dueAt} <= ${at}`))
      .orderBy(asc(erasures.dueAt), asc(erasures.id))
      .limit(200);
    return {
      banks: byBank,
      overdue: late.map(({ name, nameEn, ...row }) => ({
        ...row,
        bank: { name, nameEn },
        daysLate: -daysLeft(row.dueAt, now),
      })),
    };
  });
}
