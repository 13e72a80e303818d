import { expect, test } from "vitest";
import { lprPublication } from "@/domain/loans/lpr";
import { addDays } from "@/domain/shared/calendar";
import { holidayYears, isWorkingDay } from "@/domain/shared/working-days";
import { describeShared, hasShared, readShared } from "./shared-folder";

const rowsOf = (path: string) =>
  hasShared
    ? readShared(path)
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(","))
    : [];

describeShared("the loan prime rate as published", () => {
  const series = rowsOf("data/codelists/lpr_2019-2026.csv");

  test("is ours, each month", () => {
    expect(series).toHaveLength(85);
    for (const [on = "", oneYear, fiveYears] of series)
      expect(lprPublication(on)).toEqual({
        on,
        "1y": Math.round(Number(oneYear) * 100),
        "5y": Math.round(Number(fiveYears) * 100),
      });
  });

  test("holds until the next publication, and has none of its own between", () => {
    for (const [index, [next = ""]] of series.slice(1).entries())
      expect(lprPublication(addDays(next, -1)).on).toBe(series[index]?.[0]);
    expect(() => lprPublication(addDays(series[0]![0]!, -1))).toThrow("no loan prime rate before");
  });
});

describeShared("the State Council's holidays", () => {
  // A day taken in lieu is listed as a holiday too.
  const rows = rowsOf("data/codelists/cn_holidays_2004-2026.csv");
  const listed = new Map(rows.map(([day = "", type = ""]) => [day, type]));

  test("are ours, every day of twenty-three years", () => {
    expect(rows).toHaveLength(920);
    for (let day = "2004-01-01"; day <= "2026-12-31"; day = addDays(day, 1)) {
      const type = listed.get(day);
      const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
      const works = type ? type === "make_up_workday" : weekday >= 1 && weekday <= 5;
      expect([day, isWorkingDay(day)]).toEqual([day, works]);
    }
  });

  test("end where the table ends: from then on Monday to Friday, and said so", () => {
    const years = [...listed.keys()].map((day) => Number(day.slice(0, 4)));
    expect(holidayYears).toEqual({ from: Math.min(...years), to: Math.max(...years) });
    // New Year's Day of 2027 is a Friday that nobody has published yet.
    expect(isWorkingDay("2027-01-01")).toBe(true);
    expect(isWorkingDay("2027-01-02")).toBe(false);
    expect(isWorkingDay("2003-10-01")).toBe(true);
  });
});
