import chineseDays from "chinese-days";
import { addDays, type Day } from "./calendar";

/** The years whose holidays are published; in others, working days are a forecast. */
export const holidayYears = { from: 2004, to: 2026 } as const;

const weekdayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/**
 * Whether banks and offices work on a day, by the State Council's holiday calendar
 * (`chinese-days`); outside `holidayYears`, Monday to Friday.
 */
export function isWorkingDay(day: Day): boolean {
  const { name, work } = chineseDays.getDayDetail(day);
  // West of Greenwich the package shifts its table and its weekdays by a day: the table still
  // answers for the text it was given, so only the weekday has to be our own.
  if (!weekdayNames.includes(name)) return work;
  const weekday = new Date(day).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

/** Whether a day lies after the last whose holidays are known: what falls on it was reckoned without them. */
export function isForecast(day: Day): boolean {
  return Number(day.slice(0, 4)) > holidayYears.to;
}

/** The day `count` working days after `day`; counting starts on the day after. */
export function addWorkingDays(day: Day, count: number): Day {
  let current = day;
  for (let left = count; left > 0;) {
    current = addDays(current, 1);
    if (isWorkingDay(current)) left -= 1;
  }
  return current;
}
