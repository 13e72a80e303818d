import {
  dayLength,
  addDays,
  addMonths,
  firstDayOf,
  lastDayOf,
  lastFullMonth,
  shanghaiDay,
  startOfShanghaiDay,
  type Day,
} from "@/domain/shared/calendar";

/** Matching is asked again twice a year. */
export const matchingValidityDays = 180;
/** Ceiling of the loan application purpose. */
export const applicationValidityDays = 30;

/** How soon what was read must be gone where the enterprise demands it on revoking. */
export const deletionDemandedDays = 7;

type Period = { from: Day; to: Day };

/** Two years back for year-on-year indicators, and on to the end of the consent as months come in. */
export function matchingPeriod(now: Date): Period {
  return {
    from: firstDayOf(addMonths(lastFullMonth(now), -23)),
    to: shanghaiDay(new Date(now.getTime() + matchingValidityDays * dayLength)),
  };
}

/** The 36 full months before the application: the most the purpose allows. */
export function applicationPeriod(now: Date): Period {
  const last = lastFullMonth(now);
  return { from: firstDayOf(addMonths(last, -35)), to: lastDayOf(last) };
}

/** The instant at which a consent that is valid until this day, inclusive, is over. */
export function endOfShanghaiDay(day: Day): Date {
  return startOfShanghaiDay(addDays(day, 1));
}

/** The last day on which something that ends at this instant is still valid. */
export function lastDayBefore(end: Date): Day {
  return shanghaiDay(new Date(end.getTime() - 1));
}

/** The last day a text may name that begins now, under a ceiling of so many days. */
export function lastDayWithin(now: Date, days: number): Day {
  return shanghaiDay(new Date(now.getTime() + days * dayLength));
}

/** Until the end of the day, but never beyond so many days from now. */
export function endWithin(day: Day, now: Date, days: number): Date {
  return new Date(Math.min(endOfShanghaiDay(day).getTime(), now.getTime() + days * dayLength));
}
