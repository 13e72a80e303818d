import fc from "fast-check";
import { expect, test } from "vitest";
import { roundingModes } from "@/domain/shared/money";
import type { Period } from "./day-count";
import { fitsWords, interestInWords, interestOf } from "./interest";

const period = fc.record({
  at: fc.constant(1),
  dueOn: fc.constant("2026-12-20"),
  days: fc.constant(30),
  numerator: fc.oneof(fc.bigInt({ min: 0n, max: 31n }), fc.bigInt({ min: 32n, max: 3_000_000n })),
  denominator: fc.constantFrom(360n, 365n),
});
const month: Period = { at: 2, dueOn: "2027-01-20", days: 31, numerator: 31n, denominator: 365n };

test("in machine words as in exact integers, up to the largest balance that fits", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(0, 1, 3_600, 100_000), fc.integer({ min: 0, max: 100_000 })),
      period,
      fc.constantFrom(...roundingModes),
      fc.bigInt({ min: 0n, max: 200n }),
      (rate, first, rounding, below) => {
        const fits = (most: bigint) => fitsWords(most, BigInt(rate), [first, month]);
        let most = 0n;
        for (let bit = 2n ** 66n; bit > 0n; bit /= 2n) if (fits(most + bit)) most += bit;
        const balance = most > below ? most - below : most;
        for (const one of [first, month])
          expect(interestInWords(BigInt(rate), balance, one, rounding)).toBe(
            interestOf({ rate, rounding }, balance, one),
          );
      },
    ),
    { numRuns: 1_000 },
  );
});

test("of any loan that is asked for: ten billion yuan at 36 %, a month at a time", () => {
  expect(fitsWords(10n ** 12n, 3_600n, [month])).toBe(true);
});
