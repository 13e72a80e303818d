import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { never } from "@/domain/profiles/definition";
import type { Condition } from "@/domain/products/rule";
import { addDays, completedMonths, lastDayOf } from "@/domain/shared/calendar";
import { evaluate, windowStart } from "./evaluate";

const asOf = "2026-10-31";
const judged = (
  operator: Condition["operator"],
  value: Condition["value"],
  day: string,
  on = asOf,
) =>
  evaluate(
    { fact: "established_on", operator, ...(value !== undefined && { value }) },
    new Map([["established_on", day]]),
    on,
  );

describe("days and windows", () => {
  test("a window is the whole months that end with the day the facts are as of", () => {
    expect(windowStart(asOf, 12)).toBe("2025-11-01");
    expect(windowStart("2025-02-28", 12)).toBe("2024-03-01");
    expect(windowStart("2024-02-29", 12)).toBe("2023-03-01");
    expect(judged("within_months", 12, "2025-11-01")).toBe(true);
    expect(judged("within_months", 12, "2025-10-31")).toBe(false);
    expect(judged("not_within_months", 12, "2025-10-31")).toBe(true);
  });

  test("not within n months of a day is to be n months from it", () => {
    const month = fc
      .tuple(fc.integer({ min: 2019, max: 2027 }), fc.integer({ min: 1, max: 12 }))
      .map(([year, number]) => `${year}-${String(number).padStart(2, "0")}`);
    fc.assert(
      fc.property(
        month,
        fc.integer({ min: 0, max: 1_500 }),
        fc.integer({ min: 0, max: 48 }),
        (last, back, months) => {
          const on = lastDayOf(last);
          const day = addDays(on, -back);
          const isOld = completedMonths(day, on) >= months;
          expect(judged("not_within_months", months, day, on)).toBe(isOld);
          expect(judged("within_months", months, day, on)).toBe(!isOld);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("what never happened is before any day, and known", () => {
    expect(judged("within_months", 1_200, never)).toBe(false);
    expect(judged("not_within_months", 0, never)).toBe(true);
    expect(judged("on_or_before", "1000-01-01", never)).toBe(true);
    expect(judged("on_or_after", "1000-01-01", never)).toBe(false);
  });

  test("a day to come lies within every window, even of no month", () => {
    expect(judged("within_months", 0, "2026-11-01")).toBe(true);
    expect(judged("within_months", 0, asOf)).toBe(false);
    expect(judged("not_within_months", 1_200, "2026-11-01")).toBe(false);
  });

  test.each<[Condition["operator"], Condition["value"]]>([
    ["within_months", -1],
    ["within_months", 1.5],
    ["not_within_months", 1_201],
    ["within_months", "12"],
    ["on_or_before", 20_261_031],
    ["in", ["2026-10-31"]],
    ["eq", "2026-10-31"],
  ])("%s %j of a day means nothing", (operator, value) => {
    expect(judged(operator, value, asOf)).toBeNull();
  });
});
