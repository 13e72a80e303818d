import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { Cut } from "@/domain/oversight/cut";
import type { Exposure } from "@/domain/oversight/figures";
import type { Day } from "@/domain/shared/calendar";
import { inScope } from "./scope";

type Row = { day: Day; balance: string; overdue: string };

/**
 * What was owed at the end of each of some days, and how much of it on loans overdue or in default,
 * derived from the outcomes alone: each leaves its loan owing something, late or not, until the
 * next. What was reversed counts for nothing on any day. A loan about which the enterprise does not
 * let its bank report is left out whole: half of its outcomes would say something wrong. One pass,
 * which grows with all outcomes of the cut and with outcomes × days asked.
 */
export async function readExposure(
  tx: Transaction,
  cut: Cut,
  days: readonly Day[],
): Promise<Map<Day, Exposure>> {
  const { rows } = await tx.execute<Row>(sql`
    with stands as (
      select loan_id, "on", amount, kind, row_number() over of_loan as place, lead("on") over of_loan as until,
        sum(case kind when 'drawdown' then amount when 'repayment' then -amount end) over of_loan as balance
      from app.outcomes
      where loan_id is not null and reversal_of is null and ${inScope("outcomes", cut)}
        and loan_id in (select id from app.loans where is_reported)
        and not exists (select from app.outcomes as reversal where reversal.reversal_of = outcomes.id)
      window of_loan as (partition by loan_id order by "on", id)
    ),
    stood as (
      select "on" as since, until, balance,
        coalesce(max(place) filter (where kind in ('overdue', 'default')) over so_far, 0)
          > coalesce(max(place) filter (where kind in ('overdue_cleared', 'settlement')) over so_far, 0) as is_late
      from stands window so_far as (partition by loan_id order by place)
    )
    select day, coalesce(sum(balance), 0) as balance, coalesce(sum(balance) filter (where is_late), 0) as overdue
    from unnest(${sql.param(days)}::date[]) as asked (day)
      left join stood on since <= day and (until is null or until > day)
    group by day`);
  return new Map(
    rows.map(({ day, balance, overdue }) => [
      day,
      { balance: BigInt(balance), overdue: BigInt(overdue) },
    ]),
  );
}
