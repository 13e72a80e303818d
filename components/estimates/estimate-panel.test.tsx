import type { ReactNode } from "react";
import { describe, expect, test } from "vitest";
import { locales, type Locale } from "@/components/messages/locales";
import { ObservedFigures, ObservedLine } from "@/components/products/observed";
import { estimateOf, type Cell } from "@/domain/estimates/estimate";
import { wilsonInterval, type Observed } from "@/domain/matching/observed";
import { drawerOf, wordsOf } from "@/tests/drawing";
import { askedOf } from "./asked-of";
import { EstimatePanel } from "./estimate-panel";

const draw = drawerOf(["common", "enterprises", "estimates", "observed"]);

/** The words alone; a text that is missing throws. */
const words = (locale: Locale, children: ReactNode) =>
  draw(locale, children)
    .replaceAll(/<[^>]+>/gu, "|")
    .replaceAll(/[\u202F\u00A0]/gu, " ");

const firm = { industrySection: "C", size: "micro" } as const;
const cell: Cell = {
  ...firm,
  decided: 214,
  enterprises: 120,
  approved: 135,
  granted: 100,
  rates: { low: 400, median: 450, high: 555 },
  amounts: { low: 30_000_000n, median: 50_000_000n, high: 80_000_000n },
  from: "2025-11-01",
  to: "2026-10-31",
};
const estimate = (amount: bigint | null, cells = [cell]) =>
  estimateOf(firm, { amount, termMonths: 12 }, cells, "2026-11-20");
const panel = (locale: Locale, ...of: Parameters<typeof estimate>) =>
  words(locale, <EstimatePanel estimate={estimate(...of)} />);

describe("an estimate on the page", () => {
  test("says share, number and interval, half of the amounts, and that it is no promise", () => {
    const english = panel("en", null);
    for (const part of [
      "63.1 %",
      "214 decided applications by 120 micro firms in manufacturing; between 56.4 % and 69.3 %",
      "CNY 300,000–800,000",
      "Half of 100 loans",
      "between 4.00 % and 5.55 %",
      "Not a promise",
    ])
      expect(english).toContain(part);
    const chinese = panel("zh-CN", null);
    for (const part of ["120家制造业微型企业的214件已审批申请", "30.00–80.00 万元", "这不是承诺"])
      expect(chinese).toContain(part);
  });

  test.each([
    [20_000_000n, "that much or more", "达到或超过"],
    [60_000_000n, "firms like this got CNY 300,000 to CNY 600,000", "获得30.00 万元至60.00 万元"],
    [500_000_000n, "CNY 800,000 or less", "不超过80.00 万元"],
  ])("never says more than the %s that are wanted", (amount, english, chinese) => {
    expect(panel("en", amount)).toContain(english);
    expect(panel("zh-CN", amount)).toContain(chinese);
  });

  test.each(locales)("names a wider cohort, and says nothing of fewer than ten: %s", (locale) => {
    const { wider, none } = wordsOf(locale, "estimates") as {
      wider: { size: string };
      none: string;
    };
    expect(panel(locale, null, [{ ...cell, industrySection: null }])).toContain(wider.size);
    expect(panel(locale, null)).not.toContain(wider.size);
    expect(panel(locale, null, [])).toContain(none);
  });
});

describe("observed figures", () => {
  const observed: Observed = {
    cohort: "all",
    decided: 32,
    enterprises: 20,
    approved: 25,
    share: 25 / 32,
    interval: wilsonInterval(25, 32),
    daysMedian: 5.5,
    granted: 18,
    rateMedian: 415,
    rateLow: 400,
    rateHigh: 430,
    from: "2025-11-01",
    to: "2026-10-31",
  };
  const beside = { promisedWorkingDays: 3, advertised: { from: 380, to: 520 } };

  test("stand beside what was promised and advertised, each with its definition", () => {
    const english = words("en", <ObservedFigures observed={observed} {...beside} />);
    for (const part of [
      "5.5 working days",
      "Promised: 3 working days",
      "78.1 %",
      "32 decided applications of 20 firms",
      "4.15 %",
      "Advertised: 3.80 %–5.20 %",
      "How this is counted",
    ])
      expect(english).toContain(part);
    expect(words("zh-CN", <ObservedLine observed={observed} {...beside} />)).toContain(
      "5.5个工作日",
    );
  });

  test("of fewer than ten firms are not shown, and rates of too few loans are not either", () => {
    for (const Drawn of [ObservedLine, ObservedFigures])
      expect(words("en", <Drawn observed={null} {...beside} />)).toContain(
        "Fewer than ten firms, not shown.",
      );
    const without = { ...observed, granted: 0, rateMedian: null, rateLow: null, rateHigh: null };
    const drawn = words("en", <ObservedFigures observed={without} {...beside} />);
    expect(drawn).toContain("Fewer than ten, not shown");
    expect(drawn).not.toContain("0 loans");
  });
});

describe("what an address asks for", () => {
  test("is read in the units people type", () => {
    expect(
      askedOf({ section: "C", size: "", employees: "３０", amount: "80.5", term: "12" }),
    ).toMatchObject({
      input: { industrySection: "C", employees: 30, amount: 80_500_000n, termMonths: 12 },
      wrong: new Set(),
    });
  });

  test.each([
    ["section", "Z"],
    ["size", "huge"],
    ["employees", "-3"],
    ["employees", "99999999"],
    ["amount", "0.5"],
    ["amount", "10001"],
    ["amount", "many"],
    ["term", "0"],
    ["term", "361"],
    ["term", "1.5"],
  ])("%s = %s is named as wrong and not used", (field, text) => {
    const { wrong, input, typed } = askedOf({ section: "C", [field]: text });
    expect([...wrong]).toEqual([field]);
    expect(typed[field as "term"]).toBe(text);
    expect(Object.keys(input)).toEqual(field === "section" ? [] : ["industrySection"]);
  });
});
