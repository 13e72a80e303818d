import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { repaymentKinds } from "@/domain/products/kinds";
import { roundingModes } from "@/domain/shared/money";
import { scale, slowPrepaid, slowQuote, worth } from "@/tests/slow-loans";
import { dayCounts } from "./day-count";
import { prepay, prepaymentEffects } from "./prepayment";
import { quote, type QuoteRow, type QuoteTerms } from "./quote";

const dayLength = 86_400_000;
const daysOn = (day: string, count: number) =>
  new Date(Date.parse(day) + count * dayLength).toISOString().slice(0, 10);
const months = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 2, arbitrary: fc.integer({ min: 7, max: 40 }) },
  fc.constantFrom(120, 360),
);
const grace = (term: number) =>
  fc.option(fc.oneof(fc.integer({ min: 0, max: Math.min(5, term - 1) }), fc.constant(term - 1)), {
    nil: undefined,
  });
const startOn = fc.oneof(
  fc.constantFrom("2026-01-28", "2026-01-29", "2026-01-30", "2026-01-31", "2028-01-31"),
  fc.constantFrom("2024-02-29", "2026-02-28", "2026-12-31", "2027-11-30", "2099-12-31"),
  fc.integer({ min: 0, max: 20_000 }).map((days) => daysOn("2020-01-01", days)),
);
const fee = fc.record({
  name: fc.constant({ zh: "费", en: "fee" }),
  timing: fc.constantFrom("upfront" as const, "per_period" as const, "at_end" as const),
  basisPoints: fc.option(fc.integer({ min: 0, max: 150 }), { nil: undefined }),
  amount: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }),
});
const anyTerms: fc.Arbitrary<QuoteTerms> = months.chain((term) =>
  fc.record({
    principal: fc.oneof(
      fc.bigInt({ min: 1n, max: 2_000n }),
      fc.bigInt({ min: 10_000n, max: 10n ** 11n }),
      fc.bigInt({ min: 2n ** 53n - 9n, max: 2n ** 64n + 9n }),
    ),
    months: fc.constant(term),
    rate: fc.oneof(fc.constantFrom(0, 1, 600, 1_200, 3_600), fc.integer({ min: 0, max: 3_600 })),
    repaymentKind: fc.constantFrom(...repaymentKinds),
    startOn,
    dayCount: fc.constantFrom(undefined, ...dayCounts),
    rounding: fc.constantFrom(undefined, ...roundingModes),
    grace: fc.record({
      principalMonths: grace(term),
      interestMonths: grace(term),
      interestFreeMonths: grace(term),
    }),
    dueDay: fc.option(fc.oneof(fc.constant(28), fc.integer({ min: 1, max: 28 })), {
      nil: undefined,
    }),
    instalmentMultiple: fc.option(fc.constantFrom(1, 100, 10_000), { nil: undefined }),
    fees: fc.array(fee, { maxLength: 3 }),
  }),
);

const moneyOf = ({ dueOn, principal, interest, fees }: QuoteRow) => ({
  dueOn,
  principal,
  interest,
  fees,
});

describe("a loan reckoned again in fractions", () => {
  test("has the same rows, to the fen and the day", () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const slow = slowQuote(terms);
        const { rows, upfrontFees } = quote(terms);
        expect(rows.map(moneyOf)).toEqual(slow.rows);
        expect(upfrontFees).toBe(slow.upfront);
      }),
      { numRuns: 1_000 },
    );
  });

  test("is worth nothing between half a millionth below its annual rate and half above", () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const slow = slowQuote(terms);
        const { annualRate, totalFees } = quote(terms);
        // Fees above the principal are refused before anybody is told a rate; of a million percent, a
        // number has no six decimals left.
        fc.pre(totalFees < terms.principal);
        fc.pre(annualRate.kind !== "rate" || Number(annualRate.rate) < 10_000);
        const flows = [
          { at: 0n, amount: slow.upfront - terms.principal },
          ...slow.rows.map(({ principal, interest, fees }, index) => ({
            at: slow.times[index]!,
            amount: principal + interest + fees,
          })),
        ];
        const rate = annualRate.kind === "rate" ? annualRate.rate : annualRate.kind;
        expect(rate).toMatch(/^(?!-0\.0+$)-?\d+\.\d{6}$/);
        // It is found in floating point: that near the half, either of two neighbours may be told.
        const [part, millionth] = [10n ** 18n, 10n ** 12n];
        const found = BigInt(rate.replace(".", "")) * millionth;
        const half = millionth / 2n + (part + found) / 10n ** 12n;
        expect(worth(flows, found - half, part)).toBeGreaterThanOrEqual(-scale / 10n ** 50n);
        expect(worth(flows, found + half, part)).toBeLessThanOrEqual(scale / 10n ** 50n);
      }),
      { numRuns: 150 },
    );
  });

  test("changes in the same way when some of it is paid early", () => {
    fc.assert(
      fc.property(
        anyTerms,
        fc.constantFrom("start", "due", "any", "last"),
        fc.integer({ min: 0, max: 10_000 }),
        fc.oneof(fc.constant(10_000n), fc.bigInt({ min: 1n, max: 10_000n })),
        fc.constantFrom(...prepaymentEffects),
        (terms, where, share, part, effect) => {
          fc.pre(terms.repaymentKind !== "flat");
          const { rows } = quote(terms);
          const end = rows.at(-1)!.dueOn;
          const length = (Date.parse(end) - Date.parse(terms.startOn)) / dayLength;
          const on = {
            start: terms.startOn,
            due: rows[Math.floor((share * (rows.length - 1)) / 10_001)]!.dueOn,
            any: daysOn(terms.startOn, Math.floor((share * length) / 10_001)),
            last: daysOn(end, -1),
          }[where];
          fc.pre(on < end);
          const owed = rows.findLast(({ dueOn }) => dueOn <= on)?.balance ?? terms.principal;
          const amount = (owed * part) / 10_000n;
          fc.pre(amount > 0n);
          const found = prepay(terms, { on, amount, effect });
          const slow = slowPrepaid(terms, { on, amount, effect });
          expect(found.interestToDay).toBe(slow.interestToDay);
          expect(found.rows.map(moneyOf)).toEqual(slow.rows);
        },
      ),
      { numRuns: 600 },
    );
  });
});
