import { expect, test } from "vitest";
import { digestWeek } from "./reminders";

test.each([
  // Monday, 23 November 2026: until eight the week before last is the last one that was settled.
  ["2026-11-22T23:59:59Z", "2026-11-09"],
  ["2026-11-23T00:00:00Z", "2026-11-16"],
  ["2026-11-29T15:59:00Z", "2026-11-16"],
  ["2026-11-29T16:00:00Z", "2026-11-16"],
])("at %s the week of %s is summed up", (now, monday) => {
  const week = digestWeek(new Date(now));
  expect(week.monday).toBe(monday);
  expect(week.from.toISOString()).toBe(new Date(`${monday}T00:00:00+08:00`).toISOString());
  expect(week.to.getTime() - week.from.getTime()).toBe(7 * 86_400_000);
});
