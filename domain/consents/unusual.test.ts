import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, shanghaiDay } from "@/domain/shared/calendar";
import { unusualUse, useSoFar, type Look, type UnusualReason, type UseTerms } from "./unusual";

const terms: UseTerms = {
  signedAt: new Date("2026-10-25T02:00:00Z"),
  maxReads: 1_000,
  readsPerUnit: "day",
  readsPerCount: 50,
};
const now = new Date("2026-11-21T15:59:00Z");

/** A look at a time of day in Shanghai. */
const at = (day: string, time = "10:00:00"): Date => new Date(`${day}T${time}+08:00`);
const looks = (day: string, count: number, time?: string): Look[] =>
  Array.from({ length: count }, () => ({ at: at(day, time), isPermitted: true }));
const refused = (day: string, count: number): Look[] =>
  looks(day, count).map((look) => ({ ...look, isPermitted: false }));
const find = (
  history: readonly Look[],
  reason: UnusualReason,
  over: Partial<UseTerms> = {},
  when = now,
) =>
  unusualUse(history, { ...terms, ...over }, when)
    .filter((found) => found.reason === reason)
    .map(({ on, count, against }) => [on, count, against]);

test("nothing happened, nothing unusual", () => {
  expect(unusualUse([], terms, now)).toEqual([]);
  expect(useSoFar([], now)).toEqual({ lastLookAt: null, daysSinceLastLook: null, recentLooks: 0 });
});

describe("more looks in a day than usual", () => {
  const daily = Array.from({ length: 10 }, (_, nth) => looks(addDays("2026-11-11", nth), 1)).flat();

  test("fourteen looks, usually one", () => {
    expect(find([...daily, ...looks("2026-11-21", 14)], "many_in_a_day")).toEqual([
      ["2026-11-21", 14, 1],
    ]);
  });
  test.each([
    [4, false],
    [5, true],
  ])("%i on a usual day of one: %s", (count, isUnusual) => {
    const found = find([...daily, ...looks("2026-11-21", count)], "many_in_a_day");
    expect(found).toHaveLength(isUnusual ? 1 : 0);
  });
  test.each([
    [11, false],
    [12, true],
  ])("%i where four are usual: %s", (count, isUnusual) => {
    const history = [...looks("2026-11-18", 4), ...looks("2026-11-19", 4)];
    const found = find([...history, ...looks("2026-11-21", count)], "many_in_a_day");
    expect(found).toHaveLength(isUnusual ? 1 : 0);
  });
  test.each([
    [9, false],
    [10, true],
  ])("%i on the very first day: %s", (count, isUnusual) => {
    const found = find(looks("2026-11-21", count), "many_in_a_day");
    expect(found).toEqual(isUnusual ? [["2026-11-21", 10, null]] : []);
  });
  test("days older than 30 say nothing about what is usual", () => {
    const history = [...looks("2026-10-21", 9), ...looks("2026-11-21", 9)];
    expect(find(history, "many_in_a_day", { signedAt: null })).toEqual([]);
    // One day younger it is a past, in which nine looks are usual.
    const recent = [...looks("2026-10-22", 2), ...looks("2026-11-21", 9)];
    expect(find(recent, "many_in_a_day")).toEqual([["2026-11-21", 9, 2]]);
  });
  test("an even number of days has its usual day between the middle two", () => {
    const history = [...looks("2026-11-18", 1), ...looks("2026-11-19", 4)];
    expect(find([...history, ...looks("2026-11-21", 7)], "many_in_a_day")).toEqual([]);
    expect(find([...history, ...looks("2026-11-21", 8)], "many_in_a_day")).toEqual([
      ["2026-11-21", 8, 3],
    ]);
  });
});

test.each([
  ["21:59:59", false],
  ["22:00:00", true],
  ["05:59:59", true],
  ["06:00:00", false],
])("a look at %s is at night: %s", (time, isNight) => {
  expect(find(looks("2026-11-20", 1, time), "at_night")).toEqual(
    isNight ? [["2026-11-20", 1, null]] : [],
  );
});

test.each([
  ["2026-10-22", 30],
  ["2026-10-23", null],
])("after the last look on %s the silence was long: %s", (last, days) => {
  const history = [...looks(last, 1), ...looks("2026-11-21", 1)];
  expect(find(history, "after_silence", { signedAt: at("2026-10-20") })).toEqual(
    days ? [["2026-11-21", days, null]] : [],
  );
});

test("before the first look silence counts from the signature", () => {
  const signedAt = at("2026-09-01");
  expect(find(looks("2026-11-20", 2), "after_silence", { signedAt })).toEqual([
    ["2026-11-20", 80, null],
  ]);
  expect(find(looks("2026-11-20", 2), "after_silence", { signedAt: null })).toEqual([]);
});

test("three refusals in a row, unbroken by a look that was permitted", () => {
  expect(find(refused("2026-11-20", 2), "refused_in_a_row")).toEqual([]);
  expect(find(refused("2026-11-20", 3), "refused_in_a_row")).toEqual([["2026-11-20", 3, null]]);
  const broken: Look[] = [
    ...refused("2026-11-19", 2),
    ...looks("2026-11-20", 1),
    ...refused("2026-11-21", 2),
  ];
  expect(find(broken, "refused_in_a_row")).toEqual([]);
  // A row across two days is of the day on which it became one.
  const across = [...refused("2026-11-19", 3), ...refused("2026-11-20", 4)];
  expect(find(across, "refused_in_a_row")).toEqual([["2026-11-19", 7, null]]);
});

describe("near the quota", () => {
  test.each([
    [39, []],
    [40, [["2026-11-20", 40, 50]]],
    [50, [["2026-11-20", 50, 50]]],
  ])("%i of 50 a day", (count, expected) => {
    expect(find(looks("2026-11-20", count), "near_quota")).toEqual(expected);
  });
  test("a week begins on Monday, a month on its first", () => {
    const week = { readsPerUnit: "week", readsPerCount: 10 } as const;
    const sunday = looks("2026-11-15", 4);
    expect(find([...sunday, ...looks("2026-11-16", 4)], "near_quota", week)).toEqual([]);
    expect(
      find([...looks("2026-11-16", 4), ...looks("2026-11-20", 4)], "near_quota", week),
    ).toEqual([["2026-11-20", 8, 10]]);
    const month = { readsPerUnit: "month", readsPerCount: 10 } as const;
    expect(
      find([...looks("2026-10-31", 4), ...looks("2026-11-01", 4)], "near_quota", month),
    ).toEqual([]);
  });
  test("of all reads there may be, and of very few none is news", () => {
    const total = { readsPerUnit: null, readsPerCount: null };
    expect(find(looks("2026-11-20", 8), "near_quota", { ...total, maxReads: 10 })).toEqual([
      ["2026-11-20", 8, 10],
    ]);
    expect(find(looks("2026-11-20", 4), "near_quota", { ...total, maxReads: 4 })).toEqual([]);
  });
});

test("what is older than 30 days is no longer news", () => {
  const night = looks("2026-10-22", 1, "23:00:00");
  expect(find(night, "at_night", { signedAt: null }, at("2026-11-20"))).toHaveLength(1);
  expect(find(night, "at_night", { signedAt: null }, at("2026-11-21"))).toEqual([]);
});

test("days since the last look, refusals aside", () => {
  const history = [...looks("2026-11-18", 2), ...refused("2026-11-20", 1)];
  expect(useSoFar(history, now)).toEqual({
    lastLookAt: at("2026-11-18"),
    daysSinceLastLook: 3,
    recentLooks: 2,
  });
});

const history = fc.array(
  fc.record({
    at: fc
      .integer({ min: 0, max: 60 * 24 * 60 })
      .map((minutes) => new Date(now.getTime() - minutes * 60_000)),
    isPermitted: fc.boolean(),
  }),
  { maxLength: 120 },
);

test("the order in which looks come does not matter, and what is to come does not count", () => {
  fc.assert(
    fc.property(history, (tries) => {
      // Of two tries in one instant the first stays first.
      const distinct = [...new Map(tries.map((look) => [look.at.getTime(), look])).values()];
      const found = unusualUse(distinct, terms, now);
      expect(unusualUse(distinct.toReversed(), terms, now)).toEqual(found);
      const later = { at: new Date(now.getTime() + 1), isPermitted: true };
      expect(unusualUse([...distinct, later], terms, now)).toEqual(found);
    }),
  );
});

const key = ({ reason, on }: { reason: string; on: string }) => `${reason} ${on}`;

test("a later look takes no finding back and moves none to another day", () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 1, max: 86_400_000 }), fc.boolean(), (tries, ms, is) => {
      const next = { at: new Date(now.getTime() + ms), isPermitted: is };
      const before = unusualUse(tries, terms, now)
        .filter(({ on }) => on > addDays(shanghaiDay(now), -25))
        .map((found) => key(found));
      const after = unusualUse([...tries, next], terms, next.at).map((found) => key(found));
      expect(after).toEqual(expect.arrayContaining(before));
    }),
  );
});

test("each reason at most once a day, but for silences and rows", () => {
  fc.assert(
    fc.property(history, (tries) => {
      const found = unusualUse(tries, terms, now)
        .filter(({ reason }) => reason !== "after_silence" && reason !== "refused_in_a_row")
        .map(({ reason, on }) => `${reason} ${on}`);
      expect(new Set(found).size).toBe(found.length);
    }),
  );
});
