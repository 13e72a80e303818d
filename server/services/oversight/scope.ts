import { sql, type SQL } from "drizzle-orm";
import type { Cut, Period } from "@/domain/oversight/cut";
import { addDays, startOfShanghaiDay } from "@/domain/shared/calendar";

/** The cut's bank and origin, on a table that carries both. */
export function inScope(table: string, { bank, origin }: Cut): SQL {
  const of = sql.raw(table);
  const ofBank = bank
    ? sql`${of}.bank_id = (select id from app.banks where code = ${bank})`
    : sql`true`;
  return origin === "all" ? ofBank : sql`${ofBank} and ${of}.origin = ${origin}`;
}

export const firstInstant = ({ fromDay }: Period) => startOfShanghaiDay(fromDay);
export const afterLastInstant = ({ toDay }: Period) => startOfShanghaiDay(addDays(toDay, 1));

/** An instant within either of the two periods that are compared; in bounds an index can use. */
export function instantInPeriods(column: SQL, { current, previous }: Cut): SQL {
  const within = (period: Period) =>
    sql`(${column} >= ${firstInstant(period)} and ${column} < ${afterLastInstant(period)})`;
  return sql`(${within(current)} or ${within(previous)})`;
}

export function dayInPeriods(column: SQL, { current, previous }: Cut): SQL {
  const within = ({ fromDay, toDay }: Period) =>
    sql`${column} between ${fromDay}::date and ${toDay}::date`;
  return sql`(${within(current)} or ${within(previous)})`;
}

export const dayOf = (column: SQL) => sql`(${column} at time zone 'Asia/Shanghai')::date`;
