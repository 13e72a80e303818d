import {
  addMonths,
  firstDayOf,
  lastDayOf,
  lastFullMonth,
  shanghaiDay,
  type Day,
} from "@/domain/shared/calendar";

const dayLength = 86_400_000;

/** Matching is asked again twice a year. */
export const matchingValidityDays = 180;
/** Ceiling of the loan application purpose. */
export const applicationValidityDays = 30;

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
