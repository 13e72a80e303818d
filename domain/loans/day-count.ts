import { addMonthsToDay, type Day, daysBetween, monthlyDays } from "@/domain/shared/calendar";

export const dayCounts = ["30/360", "ACT/365", "ACT/360"] as const;
/** How a period's length enters the interest: nominal months, or days over 365 or 360. */
export type DayCount = (typeof dayCounts)[number];

/** A due period with its length as a fraction of a year, `numerator / denominator`. */
export type Period = {
  /** Months since disbursement as a cash flow counts them; not whole after an odd first period. */
  at: number;
  dueOn: Day;
  days: number;
  numerator: bigint;
  denominator: bigint;
};

/**
 * Days from one day to a later one by 30E/360 (ISDA 2006 §4.16(g)): every month has 30. `fromDay` is
 * the day of the month that the first of them stands for, where its month is too short for it.
 */
export function days30(from: Day, to: Day, fromDay: number = Number(from.slice(8))): number {
  const [fromYear = 0, fromMonth = 0] = from.split("-").map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split("-").map(Number);
  return (
    (toYear - fromYear) * 360 +
    (toMonth - fromMonth) * 30 +
    (Math.min(toDay, 30) - Math.min(fromDay, 30))
  );
}

/**
 * The monthly periods of a loan. All but an odd first one are whole months: 30 days under 30/360
 * whatever the calendar says, the days that really pass otherwise. `anchor` is the day of the month
 * that due days come back to; without it, the start's, or an odd first due day's.
 */
export function monthlyPeriods(
  startOn: Day,
  months: number,
  dayCount: DayCount,
  firstDueOn: Day = addMonthsToDay(startOn, 1),
  anchor?: number,
): Period[] {
  const isMonthLater = firstDueOn === addMonthsToDay(startOn, 1);
  const dueDay = anchor ?? Number((isMonthLater ? startOn : firstDueOn).slice(8));
  // A due day of the 28th is no month after the 31st of January, although February has no other.
  const isRegular = isMonthLater && dueDay === Number(startOn.slice(8));
  const first = isRegular ? 1 : days30(startOn, firstDueOn) / 30;
  const firstDays = daysBetween(startOn, firstDueOn);
  const odd = isRegular ? 30 : days30(startOn, firstDueOn);
  const denominator = denominators[dayCount];
  return monthlyDays(firstDueOn, months, dueDay, (dueOn, sinceLast, index) => {
    const days = index === 0 ? firstDays : sinceLast;
    const counted = dayCount === "30/360" ? (index === 0 ? odd : 30) : days;
    const numerator = counted <= 31 ? small[counted] : undefined;
    return {
      at: first + index,
      dueOn,
      days,
      numerator: numerator ?? BigInt(counted),
      denominator,
    };
  });
}

/** Consecutive periods as one, for loans that pay once at the end. */
export function joined(periods: readonly Period[]): Period[] {
  const last = periods.at(-1);
  if (!last) return [];
  return [
    {
      ...last,
      days: periods.reduce((sum, period) => sum + period.days, 0),
      numerator: periods.reduce((sum, period) => sum + period.numerator, 0n),
    },
  ];
}

/** The days of whole months, made once. */
const small = Array.from({ length: 32 }, (_, days) => BigInt(days));
const denominators: Record<DayCount, bigint> = {
  "30/360": 360n,
  "ACT/365": 365n,
  "ACT/360": 360n,
};
