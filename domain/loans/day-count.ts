import { addMonthsToDay, type Day, daysBetween } from "@/domain/shared/calendar";

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

/** 30E/360 (ISDA 2006 §4.16(g)): every month has 30 days. */
function days30(from: Day, to: Day): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split("-").map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split("-").map(Number);
  return (
    (toYear - fromYear) * 360 +
    (toMonth - fromMonth) * 30 +
    (Math.min(toDay, 30) - Math.min(fromDay, 30))
  );
}

/**
 * The monthly periods of a loan. All but an odd first one are whole months: 30 days under 30/360
 * whatever the calendar says, the days that really pass otherwise.
 */
export function monthlyPeriods(
  startOn: Day,
  months: number,
  dayCount: DayCount,
  firstDueOn: Day = addMonthsToDay(startOn, 1),
): Period[] {
  const anchor = Number(
    (firstDueOn === addMonthsToDay(startOn, 1) ? startOn : firstDueOn).slice(8),
  );
  const isRegular = firstDueOn === addMonthsToDay(startOn, 1);
  const first = isRegular ? 1 : days30(startOn, firstDueOn) / 30;
  let previous = startOn;
  return Array.from({ length: months }, (_, index) => {
    const dueOn = index === 0 ? firstDueOn : addMonthsToDay(firstDueOn, index, anchor);
    const nominal = index > 0 || isRegular ? 30 : days30(startOn, firstDueOn);
    const days = daysBetween(previous, dueOn);
    previous = dueOn;
    return { at: first + index, dueOn, days, ...fractionOf(dayCount, days, nominal) };
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

function fractionOf(dayCount: DayCount, days: number, nominal: number) {
  switch (dayCount) {
    case "30/360":
      return { numerator: BigInt(nominal), denominator: 360n };
    case "ACT/365":
      return { numerator: BigInt(days), denominator: 365n };
    case "ACT/360":
      return { numerator: BigInt(days), denominator: 360n };
  }
}
