import { expect, test } from "vitest";
import { matchingValues } from "./matching-values";

const coverage = { present: 12, expected: 12 };
const of = (code: string, value: string | number | boolean | null, more: object = {}) => ({
  code,
  value,
  asOf: "2026-10",
  coverage,
  ...more,
});

test("an answer's indicators become values; amounts as digits, what is disputed as unknown", () => {
  const content = {
    indicators: [
      of("tax_revenue_12m", "9007199254740993"),
      of("tax_paid_months_12m", 12),
      of("tax_arrears", "100", { isDisputed: true }),
      of("no_longer_registered", 1),
    ],
  };
  const rows = [
    { scope: "tax_declarations:indicator" as const, period: "2026-10-01", content },
    { scope: "tax_declarations:band" as const, period: "2026-10-01", content: { bands: [] } },
  ];
  expect(matchingValues(rows, "2026-10")).toEqual({
    tax_revenue_12m: "9007199254740993",
    tax_paid_months_12m: 12,
    tax_arrears: null,
  });
});

test("answers of a source become flags, and what it does not know nothing", () => {
  const answers = (["yes", "no", "unknown"] as const).map((answer, nth) => ({
    question: [
      "electricity_no_arrears_12m",
      "electricity_active_10_of_12",
      "electricity_use_kept_80_percent",
    ][nth],
    answer,
    period: { from: "2025-11", to: "2026-10" },
    asOf: "2026-11-01",
  }));
  const rows = [
    { scope: "electricity_usage:predicate" as const, period: "2026-10-01", content: { answers } },
  ];
  expect(matchingValues(rows, "2026-10")).toEqual({
    electricity_no_arrears_12m: true,
    electricity_active_10_of_12: false,
    electricity_use_kept_80_percent: null,
  });
});
