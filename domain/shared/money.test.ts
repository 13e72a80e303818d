import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { basisPointsOf, divideRounded, parseYuan, sumOf, yuanOf } from "./money";

describe("yuan", () => {
  test.each([
    ["1,234.56", 123456n],
    ["0.5", 50n],
    ["-12.00", -1200n],
    ["1000000", 100000000n],
  ])("%s is read", (text, fen) => {
    expect(parseYuan(text)).toBe(fen);
  });

  test.each(["", "1,23.00", "12,345,6", "1.234", "+1", " 1", "1e3", "１", "--1", ".5", "1."])(
    "%j is refused",
    (text) => {
      expect(parseYuan(text)).toBeNull();
    },
  );

  test("round-trip", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), (fen) => {
        expect(parseYuan(yuanOf(fen))).toBe(fen);
      }),
    );
  });
});

describe("rounding", () => {
  test.each([
    ["half_up", 3n, -3n, 4n],
    ["half_even", 2n, -2n, 4n],
    ["up", 3n, -3n, 4n],
    ["down", 2n, -2n, 3n],
  ] as const)("%s of 2.5, -2.5 and 3.5", (mode, positive, negative, next) => {
    expect(divideRounded(5n, 2n, mode)).toBe(positive);
    expect(divideRounded(-5n, 2n, mode)).toBe(negative);
    expect(divideRounded(7n, 2n, mode)).toBe(next);
  });

  test("is never further than the mode allows", () => {
    const any = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
    fc.assert(
      fc.property(any, fc.bigInt({ min: 1n, max: 10n ** 6n }), (numerator, denominator) => {
        const error = divideRounded(numerator, denominator) * denominator - numerator;
        expect((error < 0n ? -error : error) * 2n <= denominator).toBe(true);
      }),
    );
  });

  test("a share of nothing is unknown, not zero", () => {
    expect(basisPointsOf(1n, 0n)).toBeNull();
    expect(basisPointsOf(1n, 3n)).toBe(3333);
    expect(sumOf([1n, 2n])).toBe(3n);
  });
});
