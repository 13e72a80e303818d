import { lastFullMonth } from "@/domain/shared/calendar";

const hour = 3_600_000;
/** A test is given thirty seconds (vitest.config.ts): what has more of the day before it ends within it. */
const longestTest = 35_000;

/** Until the next midnight, in Greenwich or in Shanghai (16:00 in Greenwich), whichever comes first. */
function untilMidnight(now: number): number {
  const sinceGreenwich = now % (24 * hour);
  return (sinceGreenwich < 16 * hour ? 16 * hour : 24 * hour) - sinceGreenwich;
}

/**
 * Before each test that reads the clock more than once, or whose gate reads it again: one that might
 * begin on one day and end on the next waits for that day. So "today", "this month" and "last
 * quarter" are the same to both.
 */
export async function withinOneDay(): Promise<void> {
  const left = untilMidnight(Date.now());
  if (left < longestTest) await new Promise((resolve) => setTimeout(resolve, left + 50));
}

/** A file that talks to a sandbox is done sooner, even where all else is slow. */
const longestFile = 300_000;

/**
 * Waits where the month ends in Shanghai before a test file may have: the sandbox's city is of the last
 * full month at its start, and the platform would ask it about one that is not over for it.
 */
export async function withinOneMonth(): Promise<void> {
  while (lastFullMonth(new Date(Date.now() + longestFile)) !== lastFullMonth(new Date()))
    await new Promise((resolve) => setTimeout(resolve, 1_000));
}
