import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  addMonths,
  addMonthsToDay,
  completedMonths,
  daysBetween,
  lastDayOf,
  lastFullMonth,
  monthRange,
  monthsBetween,
  monthsEnding,
  shanghaiDay,
  startOfShanghaiDay,
} from "./calendar";
import { addWorkingDays, isWorkingDay } from "./working-days";

const months = fc
  .tuple(fc.integer({ min: 1990, max: 2080 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `${year}-${String(month).padStart(2, "0")}`);
const days = fc
  .integer({ min: 0, max: 30_000 })
  .map((offset) => new Date(Date.UTC(2000, 0, 1 + offset)).toISOString().slice(0, 10));

describe("days in Shanghai", () => {
  test("begin eight hours before they do in Greenwich", () => {
    expect(shanghaiDay(new Date("2026-11-20T15:59:59Z"))).toBe("2026-11-20");
    expect(shanghaiDay(new Date("2026-11-20T16:00:00Z"))).toBe("2026-11-21");
    expect(lastFullMonth(new Date("2026-10-31T16:00:00Z"))).toBe("2026-10");
  });

  test("round-trip through their first instant", () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(shanghaiDay(startOfShanghaiDay(day))).toBe(day);
      }),
    );
  });

  test("adding is undone by counting", () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -900, max: 900 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count);
      }),
    );
  });
});

describe("months", () => {
  test("adding is undone by counting", () => {
    fc.assert(
      fc.property(months, fc.integer({ min: -500, max: 500 }), (month, count) => {
        expect(monthsBetween(month, addMonths(month, count))).toBe(count);
      }),
    );
  });

  test("ranges hold both ends", () => {
    expect(monthRange("2025-11", "2026-02")).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
    expect(monthRange("2026-02", "2026-01")).toEqual([]);
    expect(monthsEnding("2026-02", 3)).toEqual(["2025-12", "2026-01", "2026-02"]);
  });

  test("have the days the calendar gives them", () => {
    fc.assert(
      fc.property(months, (month) => {
        expect(addDays(lastDayOf(month), 1)).toBe(`${addMonths(month, 1)}-01`);
      }),
    );
  });

  test("end on their last day, and the anchor survives a short one", () => {
    expect(lastDayOf("2024-02")).toBe("2024-02-29");
    expect(addMonthsToDay("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonthsToDay("2026-02-28", 1, 31)).toBe("2026-03-31");
  });

  test("are completed on the day, not before", () => {
    expect(completedMonths("2026-01-15", "2026-03-14")).toBe(1);
    expect(completedMonths("2026-01-15", "2026-03-15")).toBe(2);
    expect(completedMonths("2026-01-31", "2026-02-28")).toBe(1);
  });
});

describe("working days", () => {
  test.each([
    ["2026-10-01", false, "National Day"],
    ["2026-10-10", true, "a Saturday worked in exchange"],
    ["2026-11-21", false, "a Saturday"],
    ["2026-11-20", true, "a Friday"],
  ])("%s: %s, %s", (day, isWorking) => {
    expect(isWorkingDay(day)).toBe(isWorking);
  });

  test("counting skips the holiday week", () => {
    expect(addWorkingDays("2026-09-30", 1)).toBe("2026-10-08");
    expect(addWorkingDays("2026-11-20", 1)).toBe("2026-11-23");
    expect(addWorkingDays("2026-11-20", 0)).toBe("2026-11-20");
  });
});
