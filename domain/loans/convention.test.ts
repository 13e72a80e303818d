import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { repaymentKinds } from "@/domain/products/kinds";
import { daysBetween } from "@/domain/shared/calendar";
import { roundingModes, sumOf } from "@/domain/shared/money";
import { dayCounts } from "./day-count";
import { datedRateOf, quote, type QuoteTerms } from "./quote";

const base: QuoteTerms = {
  principal: 1_000_000_00n,
  months: 12,
  rate: 360,
  repaymentKind: "equal_instalments",
  startOn: "2026-11-21",
};
const grace = fc.integer({ min: 0, max: 5 });
const anyTerms: fc.Arbitrary<QuoteTerms> = fc.record({
  principal: fc.bigInt({ min: 1_000_00n, max: 10_000_000_00n }),
  months: fc.integer({ min: 6, max: 120 }),
  rate: fc.integer({ min: 0, max: 3600 }),
  repaymentKind: fc.constantFrom(...repaymentKinds),
  startOn: fc.constantFrom("2026-01-31", "2026-11-21", "2024-02-29", "2026-12-01"),
  dayCount: fc.constantFrom(...dayCounts),
  rounding: fc.constantFrom(...roundingModes),
  grace: fc.record({ principalMonths: grace, interestMonths: grace, interestFreeMonths: grace }),
  dueDay: fc.option(fc.integer({ min: 1, max: 28 }), { nil: undefined }),
  instalmentMultiple: fc.option(fc.constantFrom(1, 100, 1_000, 10_000), { nil: undefined }),
});

test("whatever the convention, principal sums to the loan and nothing is negative", () => {
  fc.assert(
    fc.property(anyTerms, (terms) => {
      const { rows } = quote(terms);
      expect(sumOf(rows.map(({ principal }) => principal))).toBe(terms.principal);
      expect(rows.every((row) => row.principal >= 0n && row.interest >= 0n)).toBe(true);
      expect(rows.at(-1)?.balance).toBe(0n);
      expect(rows.length).toBeLessThanOrEqual(terms.months);
    }),
  );
});

const rowsOf = (over: Partial<QuoteTerms>) => quote({ ...base, ...over }).rows;
const first = (over: Partial<QuoteTerms>) => rowsOf(over)[0]!;

describe("grace", () => {
  test.each(repaymentKinds.filter((kind) => kind !== "bullet"))(
    "of %s: no principal, no interest yet, none at all",
    (repaymentKind) => {
      const paid = (over: QuoteTerms["grace"]) => rowsOf({ repaymentKind, grace: over });
      expect(paid({ principalMonths: 3 }).slice(0, 3)).toMatchObject(
        Array.from({ length: 3 }, () => ({ principal: 0n, interest: 300_000n })),
      );
      const later = paid({ interestMonths: 3 });
      expect(later.slice(0, 3).every(({ payment }) => payment === 0n)).toBe(true);
      expect(later[3]!.interest).toBe(1_200_000n);
      const free = paid({ interestFreeMonths: 3 });
      expect(free.slice(0, 3).every(({ interest }) => interest === 0n)).toBe(true);
      expect(free[3]!.interest).toBeGreaterThan(0n);
    },
  );

  test("puts what has waited on top of the level instalment", () => {
    const rows = rowsOf({ grace: { interestMonths: 3 } });
    const level = rows[4]!.payment;
    expect(rows[3]!.payment).toBe(level + 900_000n);
    expect(rows[3]!.principal).toBe(level - 300_000n);
    expect(new Set(rows.slice(4, -1).map(({ payment }) => payment))).toEqual(new Set([level]));
  });

  test("of a bullet loan counts only where nothing is charged", () => {
    const bullet = { repaymentKind: "bullet" } as const;
    const waiting = first({ ...bullet, grace: { principalMonths: 3, interestMonths: 3 } });
    expect(waiting.interest).toBe(3_600_000n);
    expect(first({ ...bullet, grace: { interestFreeMonths: 3 } }).interest).toBe(2_700_000n);
  });

  test("without interest leaves the instalments level, and costs less", () => {
    const rows = rowsOf({ grace: { interestFreeMonths: 3 } });
    expect(new Set(rows.slice(0, -1).map(({ payment }) => payment)).size).toBe(1);
    expect(rows[0]!.payment).toBeLessThan(first({}).payment);
  });

  test("is the same money as a shorter loan after it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("equal_instalments" as const, "equal_principal" as const),
        fc.integer({ min: 1, max: 6 }),
        (repaymentKind, principalMonths) => {
          const rows = rowsOf({ repaymentKind, grace: { principalMonths } });
          const rest = rowsOf({ repaymentKind, months: base.months - principalMonths });
          expect(rows.slice(principalMonths).map(({ payment }) => payment)).toEqual(
            rest.map(({ payment }) => payment),
          );
        },
      ),
    );
  });
});

describe("a due day of the month", () => {
  test.each([
    ["2026-11-05", 20, "2026-11-20"],
    ["2026-11-06", 20, "2026-12-20"],
    ["2026-11-21", 6, "2026-12-06"],
    ["2026-11-21", 5, "2027-01-05"],
    ["2026-12-20", 28, "2027-01-28"],
    ["2027-01-31", 15, "2027-02-15"],
  ])("from %s on the %i: first on %s", (startOn, dueDay, dueOn) => {
    expect(first({ startOn, dueDay }).dueOn).toBe(dueOn);
  });

  test("makes a first period of 15 to 45 days, and then months", () => {
    fc.assert(
      fc.property(anyTerms, fc.integer({ min: 1, max: 28 }), (terms, dueDay) => {
        const { rows } = quote({ ...terms, repaymentKind: "interest_first", dueDay });
        expect(rows[0]!.days).toBeGreaterThanOrEqual(15);
        expect(rows[0]!.days).toBeLessThanOrEqual(45);
        expect(rows.every(({ dueOn }) => Number(dueOn.slice(8)) === dueDay)).toBe(true);
        expect(rows).toHaveLength(terms.months);
      }),
    );
  });

  test("counts the days of an odd first period, and none of it twice", () => {
    const odd: QuoteTerms = {
      ...base,
      dueDay: 10,
      repaymentKind: "interest_first",
      dayCount: "ACT/365",
    };
    const { rows } = quote(odd);
    expect(rows[0]).toMatchObject({ dueOn: "2026-12-10", days: 19 });
    expect(sumOf(rows.map(({ days }) => BigInt(days)))).toBe(
      BigInt(daysBetween(odd.startOn, rows.at(-1)!.dueOn)),
    );
    const dated = datedRateOf(odd, quote(odd));
    expect(Number(dated.kind === "rate" && dated.rate)).toBeCloseTo(1.003 ** 12 - 1, 3);
  });

  test.each([
    ["2026-01-31", 27, 108_000n],
    ["2026-01-31", 28, 112_000n],
    ["2026-01-29", 28, 116_000n],
    ["2026-01-28", 28, 120_000n],
    ["2028-01-31", 28, 112_000n],
  ])("makes no month of less than 30 days: from %s to the %i", (startOn, dueDay, interest) => {
    const terms = { principal: 12_000_000n, rate: 1_200, repaymentKind: "interest_first" } as const;
    expect(first({ ...terms, startOn, dueDay }).interest).toBe(interest);
  });

  test("leaves a bullet loan its whole term", () => {
    expect(first({ repaymentKind: "bullet", dueDay: 5 }).dueOn).toBe("2027-11-21");
  });
});

test("an instalment is never less than the interest of a long first period", () => {
  const rows = rowsOf({ months: 120, rate: 3_600, dayCount: "ACT/360", dueDay: 2 });
  expect(rows[0]).toMatchObject({ days: 42, principal: 0n });
  expect(rows[0]!.payment).toBeGreaterThan(rows[1]!.payment);
});

describe("instalments rounded up", () => {
  test("are multiples but for the last, which is smaller, and may come sooner", () => {
    fc.assert(
      fc.property(anyTerms, fc.constantFrom(100, 1_000, 10_000), (terms, instalmentMultiple) => {
        const { rows } = quote({
          ...terms,
          repaymentKind: "equal_instalments",
          months: Math.min(60, terms.months),
          rounding: "half_up",
          grace: undefined,
          dueDay: undefined,
          instalmentMultiple,
        });
        const [level = rows[0]!] = rows;
        for (const row of rows.slice(0, -1)) {
          expect(row.payment).toBe(level.payment);
          expect(row.payment % BigInt(instalmentMultiple)).toBe(0n);
        }
        expect(rows.length).toBeLessThanOrEqual(terms.months);
      }),
    );
  });

  test("can end a loan early", () => {
    const rows = rowsOf({ principal: 1_000_00n, rate: 0, instalmentMultiple: 100_00 });
    expect(rows.map(({ payment }) => payment)).toEqual(Array.from({ length: 10 }, () => 100_00n));
  });
});

test.each([
  [{ grace: { principalMonths: 12 } }, "grace"],
  [{ grace: { interestFreeMonths: -1 } }, "grace"],
  [{ grace: { interestMonths: 1.5 } }, "grace"],
  [{ dueDay: 0 }, "due day"],
  [{ dueDay: 29 }, "due day"],
  [{ instalmentMultiple: 0 }, "multiple"],
])("%o is refused", (over, reason) => {
  expect(() => rowsOf(over)).toThrow(reason);
});
