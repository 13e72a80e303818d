import { and, eq, isNull, or, type SQL } from "drizzle-orm";
import { observations } from "@/db/schema";
import {
  cohortKindOf,
  cohortsOf,
  type Cohort,
  type Observed,
  wilsonInterval,
} from "@/domain/matching/observed";

type Row = typeof observations.$inferSelect;

/** The cells of the table that a firm may be compared with. */
export function cellsFor(firm: Cohort): SQL | undefined {
  const { industrySection, size } = observations;
  return or(
    ...cohortsOf(firm).map((cohort) =>
      and(
        cohort.industrySection === null
          ? isNull(industrySection)
          : eq(industrySection, cohort.industrySection),
        cohort.size === null ? isNull(size) : eq(size, cohort.size),
      ),
    ),
  );
}

export function observedOf(row: Row): Observed {
  const { decided, enterprises, approved, granted, rateMedian, rateLow, rateHigh, from, to } = row;
  return {
    cohort: cohortKindOf(row),
    decided,
    enterprises,
    approved,
    share: decided === 0 ? 0 : approved / decided,
    interval: wilsonInterval(approved, decided),
    daysMedian: row.daysMedian === null ? null : Number(row.daysMedian),
    granted,
    rateMedian,
    rateLow,
    rateHigh,
    from,
    to,
  };
}
