import { addDays, shanghaiDay, type Day } from "@/domain/shared/calendar";
import { isWorkingDay } from "@/domain/shared/working-days";

/** Working days after `from` up to and including `to`; negative where `to` lies before. */
export function workingDaysBetween(from: Day, to: Day): number {
  if (to < from) return -workingDaysBetween(to, from);
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(day)) count += 1;
  }
  return count;
}

/** The last day on which a deadline is still kept: a deadline is the first instant after it. */
export function lastDayOfClock(deadline: Date): Day {
  return shanghaiDay(new Date(deadline.getTime() - 1));
}

/** Working days that are left until a deadline, today not counted: 0 on the last day, negative when late. */
export function workingDaysLeft(deadline: Date, now: Date): number {
  const left = workingDaysBetween(shanghaiDay(now), lastDayOfClock(deadline));
  // Late on a day off: no working day has passed yet, but the last day has.
  return left === 0 && now >= deadline ? -1 : left;
}
