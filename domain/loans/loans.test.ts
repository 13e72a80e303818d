import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { repaymentKinds } from "@/domain/products/kinds";
import { roundingModes, sumOf } from "@/domain/shared/money";
import { annualRate, periodicRates } from "./annual-rate";
import { dayCounts } from "./day-count";
import { lprOn, lprPublication } from "./lpr";
import { quote, scheduleCanonicalForm, type QuoteTerms } from "./quote";

const base: QuoteTerms = {
  principal: 1_000_000_00n,
  months: 12,
  rate: 365,
  repaymentKind: "equal_instalments",
  startOn: "2026-11-21",
};

const anyTerms: fc.Arbitrary<QuoteTerms> = fc.record({
  principal: fc.bigInt({ min: 1_000_00n, max: 10_000_000_00n }),
  months: fc.integer({ min: 1, max: 120 }),
  rate: fc.integer({ min: 0, max: 3600 }),
  repaymentKind: fc.constantFrom(...repaymentKinds),
  startOn: fc.constantFrom("2026-01-31", "2026-11-21", "2024-02-29", "2026-12-01"),
  dayCount: fc.constantFrom(...dayCounts),
  rounding: fc.constantFrom(...roundingModes),
  fees: fc.array(
    fc.record({
      name: fc.constant({ zh: "费", en: "fee" }),
      timing: fc.constantFrom("upfront", "per_period", "at_end"),
      basisPoints: fc.integer({ min: 0, max: 200 }),
      amount: fc.integer({ min: 0, max: 10_000 }),
    }),
    { maxLength: 3 },
  ),
});

describe("every schedule", () => {
  test("sums to the loan, ends at nothing and adds up", () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const { rows, totalCost, totalFees, totalInterest, totalPaid, upfrontFees } = quote(terms);
        let balance = terms.principal;
        for (const row of rows) {
          balance -= row.principal;
          expect(row.principal >= 0n && row.interest >= 0n).toBe(true);
          expect(row.balance).toBe(balance);
          expect(row.payment).toBe(row.principal + row.interest);
          expect(row.due).toBe(row.payment + row.fees);
        }
        expect(balance).toBe(0n);
        expect(totalCost).toBe(totalInterest + totalFees);
        expect(totalPaid).toBe(sumOf(rows.map((row) => row.due)) + upfrontFees);
        expect(rows.map((row) => row.dueOn)).toEqual(rows.map((row) => row.dueOn).toSorted());
      }),
    );
  });

  test("has instalments that differ by the last one's rounding only", () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const { rows } = quote({ ...terms, repaymentKind: "equal_instalments" });
        const payments = new Set(rows.slice(0, -1).map((row) => row.payment));
        expect(payments.size).toBeLessThanOrEqual(1);
        const [level] = payments;
        const drift = (rows.at(-1)?.payment ?? 0n) - (level ?? rows.at(-1)?.payment ?? 0n);
        // Half a fen of rounding a period, at most a fen in the directed modes, grown by interest.
        const growth = (1 + terms.rate / 10_000 / 11.5) ** terms.months;
        expect(Math.abs(Number(drift))).toBeLessThanOrEqual(3 * terms.months * growth + 2);
      }),
    );
  });

  test("without fees costs its nominal rate, compounded", () => {
    fc.assert(
      fc.property(
        anyTerms,
        fc.constantFrom("equal_instalments", "equal_principal", "interest_first", "revolving"),
        (terms, repaymentKind) => {
          const { annualRate: found } = quote({
            ...terms,
            principal: terms.principal * 100n,
            repaymentKind,
            dayCount: "30/360",
            rounding: "half_up",
            fees: [],
          });
          const nominal = (1 + terms.rate / 120_000) ** 12 - 1;
          expect(found.kind).toBe("rate");
          expect(Number(found.kind === "rate" && found.rate)).toBeCloseTo(nominal, 4);
        },
      ),
    );
  });

  test("gets dearer with a fee", () => {
    const fee = {
      name: { zh: "服务费", en: "Service fee" },
      timing: "upfront",
      basisPoints: 100,
    } as const;
    const plain = quote(base).annualRate;
    const dear = quote({ ...base, fees: [fee] });
    expect(dear.upfrontFees).toBe(1_000_000n);
    expect(plain).toEqual({ kind: "rate", rate: "0.037117" });
    expect(dear.annualRate).toMatchObject({ kind: "rate" });
    expect(Number("rate" in dear.annualRate && dear.annualRate.rate)).toBeGreaterThan(0.056);
  });
});

const interestUnder = (dayCount: (typeof dayCounts)[number]) =>
  quote({ ...base, repaymentKind: "interest_first", dayCount }).rows.map((row) => row.interest);

describe("kinds", () => {
  test("flat costs nearly twice what it says", () => {
    const { annualRate: found, totalInterest } = quote({
      ...base,
      rate: 600,
      repaymentKind: "flat",
    });
    expect(totalInterest).toBe(6_000_000n);
    expect(Number("rate" in found && found.rate)).toBeGreaterThan(0.11);
  });

  test("bullet pays once, with simple interest for the whole term", () => {
    const { rows, annualRate: found } = quote({ ...base, repaymentKind: "bullet", months: 24 });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ dueOn: "2028-11-21", interest: 7_300_000n });
    expect(found).toEqual({ kind: "rate", rate: (1.073 ** 0.5 - 1).toFixed(6) });
  });

  test("interest first pays the principal last", () => {
    const { rows } = quote({ ...base, repaymentKind: "interest_first" });
    expect(rows.slice(0, -1).every((row) => row.principal === 0n)).toBe(true);
    expect(rows.at(-1)?.principal).toBe(base.principal);
    expect(rows[0]?.interest).toBe(304_167n);
  });

  test("days count under ACT, months under 30/360", () => {
    expect(interestUnder("ACT/365").slice(0, 2)).toEqual([300_000n, 310_000n]);
    expect(interestUnder("ACT/360")[0]).toBe(304_167n);
    expect(new Set(interestUnder("30/360")).size).toBe(1);
  });

  test("an odd first period is longer, and keeps the annual rate", () => {
    const odd = quote({ ...base, firstDueOn: "2027-01-05", repaymentKind: "interest_first" });
    expect(odd.rows[0]).toMatchObject({ dueOn: "2027-01-05", days: 45 });
    // 30E/360: 44 days of the first period.
    expect(odd.rows[0]?.interest).toBe(446_111n);
    expect(odd.rows[1]).toMatchObject({ dueOn: "2027-02-05", interest: 304_167n });
    expect(Number("rate" in odd.annualRate && odd.annualRate.rate)).toBeCloseTo(0.0371, 4);
  });

  test("the 31st comes back after short months", () => {
    const { rows } = quote({ ...base, startOn: "2026-12-31", months: 4 });
    expect(rows.map((row) => row.dueOn)).toEqual([
      "2027-01-31",
      "2027-02-28",
      "2027-03-31",
      "2027-04-30",
    ]);
  });

  test.each([
    [{ principal: 0n }, "principal"],
    [{ months: 0 }, "term"],
    [{ months: 1.5 }, "term"],
    [{ rate: -1 }, "rate"],
    [{ firstDueOn: "2026-11-21" }, "first due day"],
  ])("%o is refused", (over, reason) => {
    expect(() => quote({ ...base, ...over })).toThrow(reason);
  });
});

const flows = (...amounts: number[]) => amounts.map((amount, at) => ({ at, amount }));

describe("annual rate", () => {
  test.each([
    ["all of one sign", flows(1, 2, 3), "none"],
    ["nothing", [], "none"],
    ["two roots, at 0 % and 100 %", flows(-1, 3, -2), "ambiguous"],
    ["a double root", flows(-1, 2.2, -1.21), "ambiguous"],
    ["two changes of sign and no root", flows(1, -1, 1), "none"],
    ["free money", flows(100, -50, -50), "rate"],
  ])("of %s is %s: %s", (_case, cash, kind) => {
    expect(annualRate(cash).kind).toBe(kind);
  });

  test("of a loan without interest has no sign, however odd its first period", () => {
    for (let dueDay = 1; dueDay <= 28; dueDay += 1)
      for (const months of [1, 2, 7, 12]) {
        const free = quote({ ...base, principal: 10_000n, rate: 0, months, dueDay });
        expect(free.annualRate).toEqual({ kind: "rate", rate: "0.000000" });
      }
  });

  test("finds every rate it was built from", () => {
    const rate = fc.integer({ min: -50, max: 200 }).map((percent) => percent / 100);
    fc.assert(
      fc.property(fc.uniqueArray(rate, { minLength: 1, maxLength: 4 }), (rates) => {
        const polynomial = rates.reduce<number[]>(
          (product, r) => {
            const grown = [...product, 0];
            product.forEach((c, index) => (grown[index + 1]! -= c * (1 + r)));
            return grown;
          },
          [1],
        );
        const found = periodicRates(flows(...polynomial));
        const expected = rates.toSorted((a, b) => a - b);
        expect(found).toHaveLength(expected.length);
        found.forEach((r, index) => expect(r).toBeCloseTo(expected[index]!, 5));
      }),
    );
  });

  test("present value at the rate found is nothing", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 9 }),
        fc.array(fc.integer({ min: 0, max: 10 ** 8 }), { minLength: 1, maxLength: 60 }),
        (loan, payments) => {
          fc.pre(payments.some((payment) => payment > 0));
          const [found] = periodicRates(flows(loan, ...payments.map((payment) => -payment)));
          const x = 1 / (1 + found!);
          const value = payments.reduceRight((sum, payment) => (sum + payment) * x, 0);
          expect(Math.abs(value - loan) / loan).toBeLessThan(1e-6);
        },
      ),
    );
  });
});

describe("loan prime rate", () => {
  test.each([
    ["2019-08-20", "1y", 425],
    ["2024-10-20", "1y", 335],
    ["2024-10-21", "5y", 360],
    ["2026-11-21", "1y", 300],
  ] as const)("on %s, %s: %i", (day, tenor, rate) => {
    expect(lprOn(day, tenor)).toBe(rate);
  });

  test("before the first publication there is none", () => {
    expect(() => lprPublication("2019-08-19")).toThrow(RangeError);
  });
});

const form = (terms: QuoteTerms) => scheduleCanonicalForm(terms.principal, quote(terms));

test("the canonical form tells schedules apart and nothing else", () => {
  expect(form(base)).toBe(form({ ...base, dayCount: "30/360" }));
  expect(form(base)).not.toBe(form({ ...base, rate: 366 }));
  expect(form(base)).not.toBe(form({ ...base, startOn: "2026-11-22" }));
  expect(JSON.parse(form(base))).toMatchObject({ version: 1, principal: "100000000" });
});
