import { expect, test } from "vitest";
import { addMonths } from "@/domain/shared/calendar";
import { bandValueOf } from "./bands";
import { decodeIndicator, factsOf, IndicatorsContent } from "./facts";
import { computeIndicators } from "./indicators";
import { profileOf } from "./profile";
import { publicIndicators } from "./public-facts";
import { ProfileView } from "./schema";
import { parseRecords } from "./standard";
import { settledValue } from "./windows";

const last = "2026-10";
const declaration = (back: number, over: object = {}) => ({
  month: addMonths(last, -back),
  taxableSales: "1000.00",
  exemptSales: "0.00",
  vat: "30.00",
  incomeTax: "0.00",
  otherTax: "0.00",
  dueOn: `${addMonths(last, 1 - back)}-15`,
  paidOn: `${addMonths(last, 1 - back)}-10`,
  arrears: "0.00",
  ...over,
});
/** Forty months of which one, so many months back, is disputed. */
const disputedAt = (back: number | null) =>
  parseRecords(
    "tax_declarations",
    Array.from({ length: 40 }, (_, index) =>
      declaration(39 - index, 39 - index === back ? { disputed: true } : {}),
    ),
  ).records;
const disputedCodes = (back: number | null) =>
  computeIndicators("tax_declarations", disputedAt(back), last)
    .filter(({ isDisputed }) => isDisputed)
    .map(({ code }) => code);

const marked = (values: readonly { code: string; isDisputed?: true }[]) =>
  values.filter(({ isDisputed }) => isDisputed).map(({ code }) => code);

test("what looks at a disputed month is disputed, what does not is not", () => {
  expect(disputedCodes(null)).toEqual([]);
  expect(disputedCodes(38)).toEqual([]);
  expect(disputedCodes(30)).toEqual(["tax_consecutive_paid_months", "tax_last_paid_on"]);
  expect(disputedCodes(20)).toEqual([
    "tax_revenue_growth",
    "tax_consecutive_paid_months",
    "tax_last_paid_on",
    "tax_arrears",
  ]);
  expect(disputedCodes(11)).toContain("tax_revenue_12m");
  expect(disputedCodes(12)).not.toContain("tax_revenue_12m");
});

test("a disputed value is shown as it is and known to no rule", () => {
  const [revenue] = computeIndicators("tax_declarations", disputedAt(3), last);
  expect(revenue).toMatchObject({ value: 1_200_000n, isDisputed: true });
  expect(settledValue(revenue!)).toBeNull();
  const [undisputed] = computeIndicators("tax_declarations", disputedAt(null), last);
  expect(settledValue(undisputed!)).toBe(1_200_000n);
  expect(bandValueOf(revenue!)).toMatchObject({ isDisputed: true, band: { from: null } });
});

test("the mark goes into the vault's rows and comes back in the profile, month, value and band", () => {
  const rows = factsOf("tax_declarations", disputedAt(3), last);
  const scopes = (["indicator", "band", "monthly"] as const).map(
    (granularity) => `tax_declarations:${granularity}` as const,
  );
  const { sections } = ProfileView.parse(profileOf(scopes, JSON.parse(JSON.stringify(rows))));
  const [section] = sections;
  expect(section!.disputedMonths).toEqual(["2026-07"]);
  expect(section!.rows.every((row) => !("disputed" in row))).toBe(true);
  expect(marked(section!.indicators)).toEqual(disputedCodes(3));
  expect(marked(section!.bands)).toEqual(
    disputedCodes(3).filter((code) => code !== "tax_last_paid_on"),
  );
});

test("rows stored before there was a mark are read as undisputed", () => {
  const stored = {
    code: "tax_arrears",
    value: "0",
    asOf: last,
    coverage: { present: 1, expected: 24 },
  };
  const [content] = IndicatorsContent.parse({ indicators: [stored] }).indicators;
  expect(decodeIndicator(content!)).toEqual({ ...stored, value: 0n });
});

test("each item's records can be disputed, and public records too", () => {
  const scheme = { headcount: 3, payable: "1.00", paid: "1.00" };
  const insured = (month: string, over: object = {}) => ({
    month,
    pension: scheme,
    medical: scheme,
    unemployment: scheme,
    injury: scheme,
    maternity: scheme,
    paidOn: null,
    arrears: "0.00",
    ...over,
  });
  const headcounts = (records: object[]) =>
    computeIndicators(
      "social_insurance",
      parseRecords("social_insurance", records).records,
      last,
    ).flatMap(({ code, isDisputed }) => (isDisputed ? code : []));
  expect(headcounts([insured("2025-10", { disputed: true }), insured(last)])).toEqual([
    "insured_headcount_change_12m",
    "insurance_arrears",
  ]);
  const bill = { account: "1", readOn: "2026-10-28", volume: "1", bill: "1.00", paidOn: null };
  const water = parseRecords("water_usage", [
    { month: last, ...bill, arrears: "5.00" },
    { month: last, ...bill, account: "2", arrears: "5.00", disputed: true },
  ]).records;
  expect(computeIndicators("water_usage", water, last)).toMatchObject([
    { code: "water_use_change_12m" },
    { code: "water_arrears", value: 1000n, isDisputed: true },
  ]);
  const penalty = {
    caseNumber: "1",
    authority: "x",
    kind: "suspension",
    amount: "1.00",
    decidedOn: "2026-01-05",
    publicUntil: "2027-01-05",
    repairedOn: null,
    disputed: true,
  };
  const values = publicIndicators(
    {
      registration: {
        uscc: "x".repeat(18),
        name: "x",
        legalRepresentative: "x",
        establishedOn: "2020-01-01",
        industry: "C3311",
        district: "330106",
        address: "",
        registeredCapital: 1n,
        employees: 1,
        status: "operating",
        ownership: "private",
      },
      penalties: parseRecords("penalties", [penalty]).records,
      abnormalLists: [],
      taxCreditGrades: parseRecords("tax_credit_grade", [
        { year: 2024, grade: "A", disputed: true },
        { year: 2025, grade: "B" },
      ]).records,
    },
    last,
  );
  expect(values.flatMap(({ code, isDisputed }) => (isDisputed ? code : []))).toEqual([
    "open_penalties",
    "serious_penalties_24m",
    "last_penalty_on",
  ]);
});

test("the mark is true or absent, never a word or a no", () => {
  for (const disputed of [false, "yes", null])
    expect(parseRecords("tax_declarations", [declaration(0, { disputed })]).rejected).toMatchObject(
      [{ path: "disputed" }],
    );
});
