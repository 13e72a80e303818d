import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { workingDaysBetween } from "@/domain/applications/clock";
import { addDays } from "@/domain/shared/calendar";
import { csvOf } from "./csv";
import { cutOf } from "./cut";
import { changeOf, figureKeys, readFigures, type FigureReading } from "./figures";
import { restOf, type PublishedCell } from "./published";
import {
  emptyTally,
  shareOf,
  weightedAnnualRate,
  weightedNominalRate,
  workingDaysIn,
} from "./tally";

const today = "2026-11-22";

describe("a cut", () => {
  test("is the last twelve months with the current one, against the same days a year before", () => {
    expect(cutOf({}, today)).toMatchObject({
      from: "2025-12",
      to: "2026-11",
      current: { fromDay: "2025-12-01", toDay: today },
      previous: { fromDay: "2024-12-01", toDay: "2025-11-22" },
      bank: null,
      origin: "all",
    });
  });

  test("of a month that is over is the whole month, also in February", () => {
    const cut = cutOf({ from: "2024-02", to: "2024-02" }, today);
    expect(cut.current).toEqual({ fromDay: "2024-02-01", toDay: "2024-02-29" });
    expect(cut.previous).toEqual({ fromDay: "2023-02-01", toDay: "2023-02-28" });
  });

  test("longer than a year is compared with days it does not hold itself", () => {
    const { current, previous } = cutOf({ from: "2025-01", to: "2026-06" }, today);
    expect(previous).toEqual({ fromDay: "2023-01-01", toDay: "2024-06-30" });
    expect(previous.toDay < current.fromDay).toBe(true);
  });

  test("with a beginning alone runs a year on, but not into the future", () => {
    expect(cutOf({ from: "2024-03" }, today).to).toBe("2025-02");
    expect(cutOf({ from: "2026-10" }, today).to).toBe("2026-11");
  });

  test.each([
    [{ from: "2026-03", to: "2026-02" }, "period_reversed"],
    [{ to: "2026-12" }, "period_in_future"],
    [{ from: "2023-11", to: "2026-11" }, "period_too_long"],
  ])("%j is refused: %s", (input, reason) => {
    expect(() => cutOf(input, today)).toThrow(reason);
  });
});

describe("figures", () => {
  const tally = {
    ...emptyTally,
    decided: 3,
    approved: 1,
    loans: 2,
    amount: 30_000n,
    nominalWeight: 10_000n * 300n + 20_000n * 600n,
    annualWeight: 10_000n * 31_000n + 20_000n * 62_000n,
    firstLoans: 1,
    creditAmount: 10_000n,
  };

  test("rates are weighted by principal, shares of nothing are unknown", () => {
    expect(weightedNominalRate(tally)).toBe(500);
    expect(weightedAnnualRate(tally)).toBe(517);
    expect(weightedNominalRate(emptyTally)).toBeNull();
    expect(shareOf(1, 3)).toBe(0.3333);
    expect(shareOf(0, 0)).toBeNull();
  });

  test("are all read; a month under way gives no point to what is added up", () => {
    const exposure = { balance: 100n, overdue: 25n };
    const read = readFigures({ tally, exposure }, { tally: emptyTally, exposure }, [
      { tally, exposure, isOver: true },
      { tally, exposure, isOver: false },
    ]);
    const of = (key: string) => read.find((figure) => figure.key === key);
    expect(read.map(({ key }) => key)).toEqual(figureKeys);
    expect(of("approval_share")).toMatchObject({ value: 0.3333, previous: null, series: [0.3333] });
    expect(of("overdue_share")).toMatchObject({ value: 0.25, series: [0.25, 0.25] });
    expect(of("first_loan_share")).toMatchObject({ value: 0.5 });
    expect(of("credit_loan_share")).toMatchObject({ value: 0.3333 });
  });

  test.each([
    [
      { unit: "fen", value: 150n, previous: 100n },
      { by: 0.5, as: "share" },
    ],
    [{ unit: "count", value: 5, previous: 0 }, null],
    [
      { unit: "share", value: 0.25, previous: 0.5 },
      { by: -0.25, as: "points" },
    ],
    [
      { unit: "basis_points", value: 365, previous: 385 },
      { by: -0.002, as: "points" },
    ],
    [
      { unit: "working_days", value: 3.5, previous: 4 },
      { by: -0.5, as: "days" },
    ],
    [{ unit: "count", value: 5, previous: null }, null],
  ] as const)("change %#", (figure, change) => {
    const reading = { key: "amount", series: [], ...figure } as FigureReading;
    expect(changeOf(reading)).toEqual(change);
  });
});

test("the places of two days in the calendar tell the working days between them", () => {
  const calendar = workingDaysIn("2025-12-01", "2026-12-31");
  const place = (day: string) => calendar.filter((one) => one <= day).length;
  const days = fc.integer({ min: 0, max: 380 }).map((offset) => addDays("2025-12-01", offset));
  fc.assert(
    fc.property(days, days, (a, b) => {
      const [since, day] = a < b ? [a, b] : [b, a];
      expect(place(day) - place(since)).toBe(workingDaysBetween(since, day));
    }),
  );
});

describe("a file", () => {
  test("quotes what needs it and begins with a byte order mark", () => {
    expect(csvOf([["银行", "a,b", 'say "so"', 1.5, 10n, null]])).toBe(
      '\uFEFF银行,"a,b","say ""so""",1.5,10,\r\n',
    );
  });

  test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1"])(
    "%j does not run as a formula",
    (text) => {
      expect(csvOf([[text]])).toContain(`'${text}`);
    },
  );

  test("a negative number stays one", () => {
    expect(csvOf([[-5]])).toBe("\uFEFF-5\r\n");
  });
});

const cell = (key: string, loans: number | null): PublishedCell => ({
  key,
  applications: null,
  loans,
  amount: loans === null ? null : BigInt(loans) * 100n,
  annualRate: null,
});

test("what is withheld is shown together, or not at all", () => {
  const total = cell("", 100);
  expect(restOf(total, [cell("a", 60), cell("b", null), cell("c", null)])).toEqual({
    loans: 40,
    amount: 4_000n,
  });
  expect(restOf(total, [cell("a", 60), cell("b", 40)])).toBeNull();
});
