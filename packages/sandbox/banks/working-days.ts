import type { DayIndex } from "../city/calendar";

/** The day `count` Monday-to-Fridays later; public holidays are left to the banks' own calendars. */
export function addWorkingDays(day: DayIndex, count: number): DayIndex {
  let result = nextWorkingDay(day);
  for (let left = count; left > 0; left -= 1) result = nextWorkingDay(result + 1);
  return result;
}

/** The same day, or Monday if it is a weekend. 1970-01-01 was a Thursday. */
export function nextWorkingDay(day: DayIndex): DayIndex {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 6 ? day + 2 : weekday === 0 ? day + 1 : day;
}
