import { sql } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import {
  publishedDimensions,
  type PublishedCell,
  type PublishedDimension,
  type PublishedQuarter,
  type PublishedStatistics,
} from "@/domain/oversight/published";
import { shanghaiDay, type Day } from "@/domain/shared/calendar";
import { groupBy } from "@/domain/shared/group-by";

type Row = {
  quarter: Day;
  dimension: PublishedDimension;
  key: string;
  applications: string | null;
  loans: string | null;
  amount: string | null;
  annual_rate: string | null;
};

/** What anyone may know: the gate answers with nothing that would single out an enterprise. */
export async function getPublishedStatistics({
  db,
  now,
}: {
  db: PersonaDatabase;
  now: Date;
}): Promise<PublishedStatistics> {
  const rows = await db.call<Row>(
    sql`select * from gate.published_statistics() order by quarter desc, dimension, key`,
  );
  const quarters = [...groupBy(rows, ({ quarter }) => quarter)].flatMap(([quarter, cells]) => {
    const published = quarterOf(quarter, cells);
    return published ? [published] : [];
  });
  return { publishedOn: shanghaiDay(now), quarters };
}

function quarterOf(quarter: Day, rows: readonly Row[]): PublishedQuarter | null {
  const cells = groupBy(rows, ({ dimension }) => dimension);
  const [total] = (cells.get("all") ?? []).map(cellOf);
  if (!total || (total.loans === null && total.applications === null)) return null;
  const breakdowns = Object.fromEntries(
    publishedDimensions
      .filter((dimension) => dimension !== "all")
      .map((dimension) => [dimension, (cells.get(dimension) ?? []).map(cellOf)]),
  ) as PublishedQuarter["breakdowns"];
  return { quarter, total, breakdowns };
}

function cellOf({ key, applications, loans, amount, annual_rate }: Row): PublishedCell {
  return {
    key,
    applications: applications === null ? null : Number(applications),
    loans: loans === null ? null : Number(loans),
    amount: amount === null ? null : BigInt(amount),
    annualRate: annual_rate === null ? null : Math.round(Number(annual_rate) * 10_000),
  };
}
