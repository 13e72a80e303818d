import fc from "fast-check";
import { expect, test } from "vitest";
import { roundingModes } from "@/domain/shared/money";
import { exactLevelPayment, levelPayment } from "./level-payment";
import { type LoanTerms, periodsOf } from "./schedule";

const terms = fc.record({
  principal: fc.oneof(
    fc.bigInt({ min: 1n, max: 10n ** 6n }),
    fc.bigInt({ min: 10n ** 6n, max: 10n ** 12n }),
    fc.bigInt({ min: 10n ** 12n, max: 2n ** 80n }),
  ),
  months: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 90 }) },
    fc.integer({ min: 91, max: 600 }),
  ),
  rate: fc.oneof(
    fc.constantFrom(0, 1, 100_000),
    fc.integer({ min: 0, max: 3_600 }),
    fc.integer({ min: 0, max: 100_000 }),
  ),
  dayCount: fc.constantFrom("30/360" as const, "ACT/365" as const, "ACT/360" as const),
  rounding: fc.constantFrom(...roundingModes),
  instalmentRounding: fc.constantFrom(...roundingModes),
  instalmentMultiple: fc.option(fc.constantFrom(1, 100, 10_000), { nil: undefined }),
  firstDueOn: fc.constantFrom("2026-12-05", "2026-12-31", "2031-01-01"),
});
const whole = (one: Omit<LoanTerms, "repaymentKind" | "startOn">): LoanTerms => ({
  ...one,
  repaymentKind: "equal_instalments",
  startOn: "2026-11-20",
});

test("the payment found in floating point is that of exact arithmetic, in every mode", () => {
  fc.assert(
    fc.property(terms.map(whole), (loan) => {
      const periods = periodsOf(loan);
      expect(levelPayment(loan, periods)).toBe(exactLevelPayment(loan, periods));
    }),
    { numRuns: 2_500 },
  );
});

test("a payment that lies on a border, or beside it by a millionth of a fen, is rounded exactly", () => {
  // Without interest it is a fraction of the principal; with one basis point on one day, all but that.
  for (const rounding of roundingModes)
    for (const rate of [0, 1])
      for (const principal of [9n, 10n, 11n, 10n ** 10n + 1n, 3n * 10n ** 15n + 1n, 2n ** 70n + 1n])
        for (const months of [1, 2, 4, 8]) {
          const loan = whole({ principal, months, rate, rounding });
          const periods = periodsOf(loan).map((period) => ({
            ...period,
            denominator: period.denominator * 10n ** 12n,
          }));
          expect(levelPayment(loan, periods)).toBe(exactLevelPayment(loan, periods));
        }
});

// 201 · 100 fen at one percent a month are twice 1.01² · 10,000 fen, and half of it as often a half.
test.each([
  [20_100n, { rounding: "up" }, 10_201n],
  [20_100n, { rounding: "down" }, 10_201n],
  [20_100n, { instalmentMultiple: 1 }, 10_201n],
  [10_050n, { rounding: "half_even" }, 5_100n],
  [10_050n, { rounding: "half_up" }, 5_101n],
  [30_150n, { rounding: "half_even" }, 15_302n],
] as const)("a payment that comes out even stays so: %i fen, %o", (principal, over, payment) => {
  const loan = { ...whole({ principal, months: 2, rate: 1_200 }), ...over };
  expect(levelPayment(loan, periodsOf(loan))).toBe(payment);
});
