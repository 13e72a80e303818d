import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatAmount,
  formatAmountLike,
  formatAmountRange,
  formatExactAmount,
  leastOf,
} from "./amount";
import { formatBytes, formatCount, formatDuration, formatDurationRange } from "./count";
import { dayInShanghai, formatAxisMonth, formatDay, formatInstant, formatMonth } from "./day";
import { midSentence } from "./mid-sentence";
import { amountText, parseAmount } from "./parse-amount";
import { formatAnnualRate, formatExactRate, formatRate, formatShare } from "./rate";

/** Thin spaces as plain ones, so that the expectations can be read. */
const plain = (text: string) => text.replaceAll("\u202f", " ");
const zh = (fen: bigint) => plain(formatAmount(fen, "zh-CN"));
const en = (fen: bigint) => plain(formatAmount(fen, "en"));
/** As they stand under each other. */
const drawn = (locale: "zh-CN" | "en", amounts: bigint[]) =>
  amounts.map((fen) => plain(formatAmountLike(fen, leastOf(amounts), locale)));

describe("amounts", () => {
  test("are read in 元, 万元, 亿元 and 万亿元", () => {
    expect(zh(0n)).toBe("0.00 元");
    expect(zh(850_000n)).toBe("8,500.00 元");
    expect(zh(1_000_000n)).toBe("1.00 万元");
    expect(zh(128_500_000n)).toBe("128.50 万元");
    expect(zh(12_000_000_000n)).toBe("1.2 亿元");
    expect(zh(25_000_000_000_000_00n)).toBe("25.0 万亿元");
  });
  test("change unit where rounding fills the smaller one", () => {
    expect(zh(99_999_999_00n)).toBe("1.0 亿元");
    expect(zh(99_999_949_99n)).toBe("9,999.99 万元");
    expect(zh(99_999_950_00n)).toBe("1.0 亿元");
    expect(en(999_999_499_99n)).toBe("CNY 999.999 million");
    expect(en(999_999_500_00n)).toBe("CNY 1 billion");
  });
  test("in English name the currency first and count in millions", () => {
    expect(en(8_500_000n)).toBe("CNY 85,000");
    expect(en(8_500_050n)).toBe("CNY 85,000.50");
    expect(en(128_500_000n)).toBe("CNY 1.285 million");
    expect(en(-128_500_000n)).toBe("CNY -1.285 million");
  });
  test("of one column have one unit, the smallest one's, and all its decimals", () => {
    const column = [12_000_000_000n, 0n, -1_500_000n, 128_500_000n];
    const long = [85_000_000_000_00n, 85_000_00n];
    expect(drawn("zh-CN", column)).toEqual([
      "12,000.00 万元",
      "0.00 万元",
      "-1.50 万元",
      "128.50 万元",
    ]);
    expect(drawn("zh-CN", long)).toEqual(["850.00 亿元", "8.50 万元"]);
    expect(drawn("en", long)).toEqual(["CNY 85.000 billion", "CNY 85,000"]);
    expect(drawn("zh-CN", [12_000_000_000n, 12_500_000_000n])).toEqual(["1.20 亿元", "1.25 亿元"]);
    expect(drawn("en", [12_000_000_000n, 128_500_000n])).toEqual([
      "CNY 120.000 million",
      "CNY 1.285 million",
    ]);
    expect(drawn("en", [850_000_050n, 8_500_050n])).toEqual(["CNY 8,500,000.50", "CNY 85,000.50"]);
    expect(drawn("zh-CN", [0n, 0n])).toEqual(["0.00 元", "0.00 元"]);
    expect(leastOf([])).toBe(0n);
  });
  test("keep every fen in the exact form, also beyond a double's precision", () => {
    expect(plain(formatExactAmount(128_500_001n, "zh-CN"))).toBe("1,285,000.01 元");
    expect(plain(formatExactAmount(9_007_199_254_740_993n, "en"))).toBe(
      "CNY 90,071,992,547,409.93",
    );
  });
});

const range = (from: bigint, to: bigint, locale: "zh-CN" | "en", isExact = false) =>
  plain(formatAmountRange(from, to, locale, isExact).join(""));

describe("from one amount to another", () => {
  test("there is one unit, the lower one's, and it is said once", () => {
    expect(range(785_416n, 1_000_320n, "zh-CN")).toBe("7,854.16–10,003.20 元");
    expect(range(10_000_000n, 300_000_000n, "zh-CN")).toBe("10.00–300.00 万元");
    expect(range(95_000_000n, 12_000_000_000n, "zh-CN")).toBe("95.00–12,000.00 万元");
    expect(range(12_000_000_000n, 25_000_000_000n, "zh-CN")).toBe("1.2–2.5 亿元");
    expect(range(0n, 300_000_000n, "zh-CN")).toBe("0.00–300.00 万元");
    expect(range(10_000_000n, 300_000_000n, "en")).toBe("CNY 100,000–3,000,000");
    expect(range(785_416n, 1_000_300n, "en")).toBe("CNY 7,854.16–10,003.00");
    expect(range(128_500_000n, 1_500_000_000n, "en")).toBe("CNY 1.285–15 million");
  });
  test("costs keep every fen of both", () => {
    expect(range(1_140_000n, 10_000_000_000n, "zh-CN", true)).toBe("11,400.00–100,000,000.00 元");
    expect(range(1_140_000n, 10_000_000_000n, "en", true)).toBe("CNY 11,400.00–100,000,000.00");
  });
});

describe("typed amounts", () => {
  test("become fen", () => {
    expect(parseAmount("128.5", "wan")).toBe(128_500_000n);
    expect(parseAmount(" 1,285,000.01 ", "yuan")).toBe(128_500_001n);
    expect(parseAmount("１２８．５", "wan")).toBe(128_500_000n);
    expect(parseAmount("0.000001", "wan")).toBe(1n);
  });
  test("finer than a fen, negative or not a number are no amounts", () => {
    for (const text of ["", "-1", "1e3", "五十", "1.2.3", "0.001"]) {
      expect(parseAmount(text, "yuan")).toBeNull();
    }
    expect(parseAmount("0.0000001", "wan")).toBeNull();
  });
  test("survive the way to text and back", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 15n }),
        fc.constantFrom("yuan", "wan"),
        (fen, unit) => {
          expect(parseAmount(amountText(fen, unit), unit)).toBe(fen);
        },
      ),
    );
  });
});

test("rates stand in percent with a thin space", () => {
  expect(formatRate(365, "zh-CN")).toBe("3.65\u202f%");
  expect(plain(formatRate(-1_250, "en", { isSigned: true }))).toBe("-12.50 %");
  expect(plain(formatRate(40, "en", { isSigned: true }))).toBe("+0.40 %");
  expect(plain(formatAnnualRate("0.036512", "zh-CN"))).toBe("3.65 %");
  expect(plain(formatExactRate("0.036512", "zh-CN"))).toBe("3.6512 %");
  expect(plain(formatShare(0.4231, "en"))).toBe("42.3 %");
  expect(plain(formatShare(0.44, "en"))).toBe("44 %");
  expect(plain(formatShare(0.44, "en", 1))).toBe("44.0 %");
});

test("days are calendar days and instants are told in Shanghai", () => {
  expect(formatDay("2026-11-21", "zh-CN")).toBe("2026年11月21日");
  expect(formatDay("2026-11-01", "en")).toBe("1 Nov 2026");
  expect(formatMonth("2026-10", "zh-CN")).toBe("2026年10月");
  expect(formatMonth("2026-10", "en")).toBe("Oct 2026");
  expect(formatAxisMonth("2026-01", "zh-CN")).toBe("2026年");
  expect(formatAxisMonth("2026-02", "en")).toBe("Feb");
  const lateInLondon = new Date("2026-11-20T16:05:00Z");
  expect(dayInShanghai(lateInLondon)).toBe("2026-11-21");
  expect(formatInstant(lateInLondon, "zh-CN")).toBe("2026年11月21日 00:05");
  expect(formatInstant(lateInLondon, "en")).toBe("21 Nov 2026, 00:05");
});

test("counts, terms and sizes", () => {
  expect(formatCount(12_805, "zh-CN")).toBe("12,805");
  expect(formatDuration(12, "zh-CN")).toBe("12个月");
  expect(formatDuration(36, "zh-CN")).toBe("3年");
  expect(formatDuration(1, "en")).toBe("1 month");
  expect(formatDuration(18, "en")).toBe("18 months");
  expect(plain(formatBytes(1_400_000, "en"))).toBe("1.4 MB");
});

test.each([
  [6, 12, "6–12个月", "6–12 months"],
  [12, 60, "12–60个月", "12–60 months"],
  [24, 60, "2–5年", "2–5 years"],
  [30, 36, "30–36个月", "30–36 months"],
  [36, 36, "3年", "3 years"],
])("a range of terms has one unit: %i to %i", (from, to, chinese, english) => {
  expect(formatDurationRange(from, to, "zh-CN")).toBe(chinese);
  expect(formatDurationRange(from, to, "en")).toBe(english);
});

test.each([
  ["Tax arrears", "tax arrears"],
  ["VAT invoices", "VAT invoices"],
  ["A document", "a document"],
  ["X99", "X99"],
  ["", ""],
])("within an English sentence a name has no capital of its own: %s", (name, within) => {
  expect(midSentence(name, "en")).toBe(within);
  expect(midSentence(name, "zh-CN")).toBe(name);
});
