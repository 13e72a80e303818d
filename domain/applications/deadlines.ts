import { addDays, shanghaiDay, startOfShanghaiDay } from "@/domain/shared/calendar";
import { addWorkingDays, isWorkingDay } from "@/domain/shared/working-days";

/** The end of the `workingDays`-th working day after the day of `from`: what "within n working days" means here. */
export function deadlineAfter(from: Date, workingDays: number): Date {
  return startOfShanghaiDay(addDays(addWorkingDays(shanghaiDay(from), workingDays), 1));
}

/**
 * A deadline whose clock stood still between two instants: later by the working days begun in
 * between, so that an hour's stop costs nobody a day and a day's stop gives it back.
 */
export function deadlineResumed(deadline: Date, stoppedAt: Date, now: Date): Date {
  const last = shanghaiDay(now);
  let stopped = 0;
  for (let day = shanghaiDay(stoppedAt); day < last;) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) stopped += 1;
  }
  // The deadline itself is the first instant of the day after its last day.
  const lastDay = addDays(shanghaiDay(deadline), -1);
  return startOfShanghaiDay(addDays(addWorkingDays(lastDay, stopped), 1));
}
