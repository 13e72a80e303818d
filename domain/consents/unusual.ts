import {
  addDays,
  daysBetween,
  firstDayOf,
  monthOf,
  shanghaiDay,
  type Day,
} from "@/domain/shared/calendar";
import type { readUnits } from "./lifecycle";

export const unusualReasons = [
  "many_in_a_day",
  "at_night",
  "after_silence",
  "refused_in_a_row",
  "near_quota",
] as const;
export type UnusualReason = (typeof unusualReasons)[number];

/** One try of the recipient to look: an opened gate, or a refusal. */
export type Look = { at: Date; isPermitted: boolean };

export type UseTerms = {
  /** When the consent was signed: silence is counted from here before the first look. */
  signedAt: Date | null;
  maxReads: number;
  readsPerUnit: (typeof readUnits)[number] | null;
  readsPerCount: number | null;
};

export type UnusualUse = {
  reason: UnusualReason;
  on: Day;
  /** Looks that day · looks at night · days of silence · refusals in a row · looks used. */
  count: number;
  /** `many_in_a_day`: looks on a usual day, null without a past. `near_quota`: the most there may be. */
  against: number | null;
};

/** A day is compared with the days with looks among the 30 before it. */
const pastDays = 30;
/** From the usual day's threefold on, and never below five, a day is busy. */
const busyTimes = 3;
const busyAtLeast = 5;
/** Without a usual day to compare with: the first day of a review may be a long one. */
const busyWithoutPast = 10;
const silenceDays = 30;
const refusalsInARow = 3;
const nearQuota = 0.8;
/** Of very few looks the last fifth is no news. */
const smallestQuota = 5;
/** 22:00 to 06:00 in Shanghai. */
const isNight = (at: Date) => {
  const hour = (at.getUTCHours() + 8) % 24;
  return hour >= 22 || hour < 6;
};

/**
 * What is unusual about how one consent was used in the last 30 days, newest day first. Depends on
 * the looks, the terms and `now` only; looks may come in any order, those after `now` do not count.
 * A later look never moves an earlier finding to another day, so that day and reason name it.
 */
export function unusualUse(looks: readonly Look[], terms: UseTerms, now: Date): UnusualUse[] {
  const past = looks
    .filter(({ at }) => at <= now)
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const today = shanghaiDay(now);
  const permitted = past.filter(({ isPermitted }) => isPermitted).map(({ at }) => at);
  return [
    ...busyDays(permitted),
    ...nights(permitted),
    ...silences(permitted, terms.signedAt),
    ...refusals(past),
    ...quotas(permitted, terms),
  ]
    .filter(({ on }) => daysBetween(on, today) < pastDays)
    .toSorted(
      (one, other) =>
        compare(other.on, one.on) ||
        unusualReasons.indexOf(one.reason) - unusualReasons.indexOf(other.reason),
    );
}

/** Whole days since the last look, and looks in the last 30 days. */
export function useSoFar(looks: readonly Look[], now: Date) {
  const permitted = looks.filter(({ isPermitted, at }) => isPermitted && at <= now);
  const last = permitted.reduce<Date | null>(
    (latest, { at }) => (latest && latest >= at ? latest : at),
    null,
  );
  const today = shanghaiDay(now);
  return {
    lastLookAt: last,
    daysSinceLastLook: last && daysBetween(shanghaiDay(last), today),
    recentLooks: permitted.filter(({ at }) => daysBetween(shanghaiDay(at), today) < pastDays)
      .length,
  };
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

function countByDay(looks: readonly Date[]): Map<Day, number> {
  const counts = new Map<Day, number>();
  for (const at of looks) {
    const day = shanghaiDay(at);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return counts;
}

function busyDays(looks: readonly Date[]): UnusualUse[] {
  const counts = countByDay(looks);
  return [...counts].flatMap(([on, count]) => {
    const before = [...counts]
      .filter(([day]) => day < on && daysBetween(day, on) <= pastDays)
      .map(([, looked]) => looked);
    const usual = median(before);
    const isBusy =
      usual === null
        ? count >= busyWithoutPast
        : count >= busyAtLeast && count >= busyTimes * usual;
    if (!isBusy) return [];
    return [{ reason: "many_in_a_day", on, count, against: usual && Math.round(usual) }];
  });
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

const nights = (looks: readonly Date[]): UnusualUse[] =>
  [...countByDay(looks.filter((at) => isNight(at)))].map(([on, count]) => ({
    reason: "at_night",
    on,
    count,
    against: null,
  }));

function silences(looks: readonly Date[], signedAt: Date | null): UnusualUse[] {
  return looks.flatMap((at, nth) => {
    const before = looks[nth - 1] ?? signedAt;
    if (!before) return [];
    const on = shanghaiDay(at);
    const count = daysBetween(shanghaiDay(before), on);
    return count >= silenceDays ? [{ reason: "after_silence", on, count, against: null }] : [];
  });
}

function refusals(tries: readonly Look[]): UnusualUse[] {
  const runs: Look[][] = [];
  let run: Look[] = [];
  for (const look of [...tries, null]) {
    if (look && !look.isPermitted) run.push(look);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  return runs.flatMap((refused) => {
    // The one that made it a row: whatever follows, the day stays.
    const third = refused[refusalsInARow - 1];
    if (!third) return [];
    return [
      {
        reason: "refused_in_a_row",
        on: shanghaiDay(third.at),
        count: refused.length,
        against: null,
      },
    ];
  });
}

function quotas(looks: readonly Date[], terms: UseTerms): UnusualUse[] {
  const { readsPerUnit: unit, readsPerCount, maxReads } = terms;
  const byWindow = new Map<string, Date[]>();
  if (unit && readsPerCount)
    for (const at of looks) {
      const key = windowOf(unit, shanghaiDay(at));
      byWindow.set(key, [...(byWindow.get(key) ?? []), at]);
    }
  const windows = [...byWindow.values()].map((used) => ({ used, most: readsPerCount ?? 0 }));
  const found = [...windows, { used: looks, most: maxReads }].flatMap(({ used, most }) => {
    const reached = used[Math.ceil(most * nearQuota) - 1];
    if (most < smallestQuota || !reached) return [];
    return [
      {
        reason: "near_quota" as const,
        on: shanghaiDay(reached),
        count: used.length,
        against: most,
      },
    ];
  });
  // Both quotas on one day are one piece of news: the tighter one.
  return [...Map.groupBy(found, ({ on }) => on).values()].flatMap((same) =>
    same.toSorted((one, other) => one.against - other.against).slice(0, 1),
  );
}

/** As the gate counts: calendar days, weeks from Monday and months in Shanghai. */
function windowOf(unit: NonNullable<UseTerms["readsPerUnit"]>, day: Day): string {
  if (unit === "day") return day;
  if (unit === "month") return firstDayOf(monthOf(day));
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}
