import { sql, type SQL } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { Cut } from "@/domain/oversight/cut";
import { decisionDetails, emptyTally, workingDaysIn, type Tally } from "@/domain/oversight/tally";
import { addDays, type Day } from "@/domain/shared/calendar";
import { dayInPeriods, dayOf, inScope, instantInPeriods } from "./scope";

type Dimension = "all" | "month" | "bank" | "district" | "section" | "size" | "product";
/** Sums of both periods, by dimension and key; `all` has the empty key. */
export type Groups = { current: GroupsOf; previous: GroupsOf };
type GroupsOf = Record<Dimension, Map<string, Tally>>;

type Row = { is_current: boolean; dimension: Dimension; key: string | null } & Record<
  string,
  unknown
>;
type Measure = { from: (cut: Cut) => SQL; columns: SQL; read: (row: Row) => Partial<Tally> };

/** No case waits longer than this between two of its days. */
const longestWaitDays = 400;

/**
 * Everything an overview counts, four grouped scans in all: what was submitted, accepted, decided
 * and lent in the two periods. Each grows with the rows of those periods, not with the number of
 * groups; accepting and deciding are counted in working days against the calendar handed over.
 */
export async function countGroups(tx: Transaction, cut: Cut): Promise<Groups> {
  const calendar = workingDaysIn(
    addDays(cut.previous.fromDay, -longestWaitDays),
    cut.current.toDay,
  );
  const groups: Groups = { current: noGroups(), previous: noGroups() };
  for (const measure of measures) {
    const { rows } = await tx.execute<Row>(grouped(measure, cut, calendar));
    for (const row of rows) {
      const group = groups[row.is_current ? "current" : "previous"][row.dimension];
      const key = row.key ?? "";
      group.set(key, { ...(group.get(key) ?? emptyTally), ...measure.read(row) });
    }
  }
  return groups;
}

function grouped({ from, columns }: Measure, cut: Cut, calendar: readonly Day[]): SQL {
  return sql`
    with calendar as (select ${sql.param(calendar)}::date[] as days),
    told as (${from(cut)}),
    fact as (
      select told.*, told.day >= ${cut.current.fromDay}::date as is_current,
        to_char(told.day, 'YYYY-MM') as month, banks.code as bank, enterprises.district,
        left(enterprises.industry, 1) as section, enterprises.size, told.product_id::text as product,
        -- The difference of two days' places in the calendar is the number of working days between.
        width_bucket(told.day, calendar.days) - width_bucket(told.since, calendar.days) as wait
      from told join app.banks on banks.id = told.bank_id
        join app.enterprises on enterprises.id = told.enterprise_id cross join calendar
    )
    select is_current, coalesce(month, bank, district, section, size, product) as key,
      case grouping(month, bank, district, section, size, product) when 31 then 'month' when 47 then 'bank'
        when 55 then 'district' when 59 then 'section' when 61 then 'size' when 62 then 'product'
        else 'all' end as dimension,
      ${columns}
    from fact
    group by is_current, grouping sets ((), (month), (bank), (district), (section), (size), (product))`;
}

const medianWait = sql`percentile_cont(0.5) within group (order by wait)`;

const measures: Measure[] = [
  {
    from: (cut) => sql`select bank_id, enterprise_id, product_id, status,
        ${dayOf(sql`submitted_at`)} as day, null::date as since from app.applications
      where status <> 'prepared' and ${instantInPeriods(sql`submitted_at`, cut)} and ${inScope("applications", cut)}`,
    columns: sql`count(*) as submitted, count(*) filter (where status = 'timed_out') as timed_out`,
    read: (row) => ({ submitted: Number(row["submitted"]), timedOut: Number(row["timed_out"]) }),
  },
  {
    from: (cut) => sql`select bank_id, enterprise_id, product_id, ${dayOf(sql`accepted_at`)} as day,
        ${dayOf(sql`submitted_at`)} as since from app.applications
      where ${instantInPeriods(sql`accepted_at`, cut)} and ${inScope("applications", cut)}`,
    columns: sql`${medianWait} as accept_days`,
    read: (row) => ({ acceptDays: numberOrNull(row["accept_days"]) }),
  },
  {
    from: (
      cut,
    ) => sql`select applications.bank_id, applications.enterprise_id, applications.product_id,
        decision.day, detail, ${dayOf(sql`coalesce(accepted_at, submitted_at)`)} as since
      from (
        select application_id, min("on") as day, (array_agg(detail order by id desc))[1] as detail
        from app.outcomes
        where kind = 'decision' and detail in (${decisionDetails.approved}, ${decisionDetails.declined})
          and ${inScope("outcomes", cut)}
        group by application_id
      ) as decision join app.applications on applications.id = decision.application_id
      where ${dayInPeriods(sql`decision.day`, cut)}`,
    columns: sql`count(*) as decided, count(*) filter (where detail = ${decisionDetails.approved}) as approved,
      ${medianWait} as decide_days`,
    read: (row) => ({
      decided: Number(row["decided"]),
      approved: Number(row["approved"]),
      decideDays: numberOrNull(row["decide_days"]),
    }),
  },
  {
    from: (
      cut,
    ) => sql`select bank_id, enterprise_id, product_id, principal, nominal_rate, annual_rate, is_first_loan,
        is_credit_loan, is_inclusive, disbursed_on as day, null::date as since from app.loans
      where ${dayInPeriods(sql`disbursed_on`, cut)} and ${inScope("loans", cut)}`,
    columns: sql`count(*) as loans, sum(principal) as amount, sum(nominal_rate * principal::numeric) as nominal_weight,
      sum(annual_rate * 1000000 * principal)::numeric(38, 0) as annual_weight,
      count(*) filter (where is_first_loan) as first_loans,
      coalesce(sum(principal) filter (where is_credit_loan), 0) as credit_amount,
      coalesce(sum(principal) filter (where is_inclusive), 0) as inclusive_amount`,
    read: (row) => ({
      loans: Number(row["loans"]),
      amount: BigInt(String(row["amount"])),
      nominalWeight: BigInt(String(row["nominal_weight"])),
      annualWeight: BigInt(String(row["annual_weight"])),
      firstLoans: Number(row["first_loans"]),
      creditAmount: BigInt(String(row["credit_amount"])),
      inclusiveAmount: BigInt(String(row["inclusive_amount"])),
    }),
  },
];

const numberOrNull = (value: unknown) => (value === null ? null : Number(value));

function noGroups(): GroupsOf {
  return {
    all: new Map(),
    month: new Map(),
    bank: new Map(),
    district: new Map(),
    section: new Map(),
    size: new Map(),
    product: new Map(),
  };
}
