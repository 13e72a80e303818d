import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { Cut } from "@/domain/oversight/cut";
import type { QualityRow, ReasonRow } from "@/domain/oversight/schema";
import { decisionDetails } from "@/domain/oversight/tally";
import { afterLastInstant, dayOf, firstInstant, inScope, instantInPeriods } from "./scope";

/** How often each reason was given for a refusal, in both periods; grows with the refusals in them. */
export async function countReasons(tx: Transaction, cut: Cut): Promise<ReasonRow[]> {
  const isCurrent = sql`${dayOf(sql`decided_at`)} >= ${cut.current.fromDay}::date`;
  const { rows } = await tx.execute<{ code: string; count: string; previous: string }>(sql`
    select code, count(*) filter (where ${isCurrent}) as count, count(*) filter (where not ${isCurrent}) as previous
    from app.applications, unnest(decline_reasons) as code
    where status = 'declined' and ${instantInPeriods(sql`decided_at`, cut)} and ${inScope("applications", cut)}
    group by code order by count desc, code`);
  return rows.map(({ code, count, previous }) => ({
    code,
    count: Number(count),
    previous: Number(previous),
  }));
}

/** What the loans of the cut are today; grows with all loans. */
export async function countQuality(tx: Transaction, cut: Cut): Promise<QualityRow[]> {
  const { rows } = await tx.execute<{
    status: QualityRow["status"];
    loans: string;
    balance: string;
  }>(
    sql`select status, count(*) as loans, sum(balance) as balance from app.loans
      where status <> 'settled' and is_reported and ${inScope("loans", cut)} group by status`,
  );
  return rows.map(({ status, loans, balance }) => ({
    status,
    loans: Number(loans),
    balance: BigInt(balance),
  }));
}

type Counted<K extends string> = Record<K, string>;

/** How far the applications handed in during the period have come by now; no step without those before. */
export async function countApplicationFunnel(tx: Transaction, cut: Cut) {
  const { rows } = await tx.execute<
    Counted<"submitted" | "accepted" | "approved" | "disbursed">
  >(sql`
    select count(*) as submitted, count(*) filter (where is_accepted or is_approved or is_disbursed) as accepted,
      count(*) filter (where is_approved or is_disbursed) as approved, count(*) filter (where is_disbursed) as disbursed
    from (
      select accepted_at is not null as is_accepted,
        exists (select from app.outcomes where outcomes.application_id = applications.id
          and outcomes.kind = 'decision' and outcomes.detail = ${decisionDetails.approved}) as is_approved,
        exists (select from app.loans where loans.application_id = applications.id) as is_disbursed
      from app.applications
      where status <> 'prepared' and submitted_at >= ${firstInstant(cut.current)}
        and submitted_at < ${afterLastInstant(cut.current)} and ${inScope("applications", cut)}
    ) as application`);
  return numbers(rows[0], ["submitted", "accepted", "approved", "disbursed"]);
}

/**
 * How far the needs stated during the period have come by now. A need has no bank, and history was
 * imported without needs: for a cut to one bank or to history there is nothing to say.
 */
export async function countNeedFunnel(tx: Transaction, cut: Cut) {
  if (cut.bank || cut.origin === "imported") return null;
  const { rows } = await tx.execute<
    Counted<"needs" | "matched" | "applied" | "offered" | "disbursed">
  >(sql`
    select count(*) as needs,
      count(*) filter (where is_matched or is_applied or is_offered or is_disbursed) as matched,
      count(*) filter (where is_applied or is_offered or is_disbursed) as applied,
      count(*) filter (where is_offered or is_disbursed) as offered, count(*) filter (where is_disbursed) as disbursed
    from (
      select exists (select from app.matches where matches.need_id = needs.id and verdict = 'eligible') as is_matched,
        exists (select from app.applications where applications.need_id = needs.id and submitted_at is not null) as is_applied,
        exists (select from app.offers where offers.need_id = needs.id and approved_at is not null) as is_offered,
        exists (select from app.loans join app.applications on applications.id = loans.application_id
          where applications.need_id = needs.id) as is_disbursed
      from app.needs
      where created_at >= ${firstInstant(cut.current)} and created_at < ${afterLastInstant(cut.current)}
    ) as need`);
  return numbers(rows[0], ["needs", "matched", "applied", "offered", "disbursed"]);
}

function numbers<K extends string>(row: Counted<K> | undefined, keys: readonly K[]) {
  return Object.fromEntries(keys.map((key) => [key, Number(row?.[key] ?? 0)])) as Record<K, number>;
}
