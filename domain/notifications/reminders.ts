import { addDays, shanghaiDay, startOfShanghaiDay, type Day } from "@/domain/shared/calendar";

/** Every so many days after signing, the enterprise is told that somebody can still look. */
export const stillOpenEveryDays = 90;
/** So many days before a consent ends; one that was signed later than that is not reminded of. */
export const endingWithinDays = 7;
/** So long before an ask that nobody answered lapses. */
export const askWithinHours = 24;
/** So many days before a bank must have deleted what it read. */
export const erasureWithinDays = 2;

/** Summaries of a week go out on Monday at eight. */
const digestHour = 8;
const hourMs = 3_600_000;

/** The last whole week, Monday to Sunday in Shanghai, that may be summed up at an instant. */
export function digestWeek(now: Date): { monday: Day; from: Date; to: Date } {
  const settled = shanghaiDay(new Date(now.getTime() - digestHour * hourMs));
  const weekday = (new Date(`${settled}T00:00:00Z`).getUTCDay() + 6) % 7;
  const monday = addDays(settled, -weekday - 7);
  return {
    monday,
    from: startOfShanghaiDay(monday),
    to: startOfShanghaiDay(addDays(monday, 7)),
  };
}
