import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { monthsEnding } from "@/domain/shared/calendar";
import { yuanOf } from "@/domain/shared/money";
import type { Scope } from "@/domain/sources/catalogue";
import { bandCuts, bandOf } from "./bands";
import { factsOf, invoiceFacts } from "./facts";
import { computeIndicators, evidenceScope, facts, type IndicatorItem } from "./indicators";
import { profileOf } from "./profile";
import { publicIndicators } from "./public-facts";
import { parseInvoices, parseRecords } from "./standard";

const last = "2026-10";

const declaration = (month: string, over: Record<string, unknown> = {}) => ({
  month,
  taxableSales: "100000.00",
  exemptSales: "0.00",
  vat: "3000.00",
  incomeTax: "500.00",
  otherTax: "100.00",
  dueOn: "2026-11-16",
  paidOn: "2026-11-10",
  arrears: "0.00",
  ...over,
});
const declarations = (
  months: number,
  over: (month: string, index: number) => object = () => ({}),
) =>
  parseRecords(
    "tax_declarations",
    monthsEnding(last, months).map((month, index) => declaration(month, { ...over(month, index) })),
  ).records;

function valueOf(
  records: ReturnType<typeof declarations>,
  code: string,
): { value: unknown; coverage: unknown; asOf: string } {
  return computeIndicators("tax_declarations", records, last).find(
    (indicator) => indicator.code === code,
  )!;
}

describe("wire records", () => {
  test("become standard, yuan as fen", () => {
    expect(declarations(1)[0]).toMatchObject({ taxableSales: 10_000_000n, month: last });
  });

  test.each([
    ["an amount with a thousands separator", { vat: "3,000.00" }, "vat"],
    ["a key nobody registered", { extra: 1 }, ""],
    ["a thirteenth month", { month: "2026-13" }, "month"],
    ["a number for an amount", { vat: 3000 }, "vat"],
  ])("with %s are set aside, the others kept", (_case, over, path) => {
    const { records, rejected } = parseRecords("tax_declarations", [
      declaration("2026-09", over),
      declaration("2026-10"),
    ]);
    expect(records).toHaveLength(1);
    expect(rejected).toMatchObject([{ index: 0, path }]);
  });
});

describe("windows", () => {
  test("sum twelve months and forget the thirteenth", () => {
    expect(valueOf(declarations(13), "tax_revenue_12m")).toMatchObject({
      value: 120_000_000n,
      asOf: last,
      coverage: { present: 12, expected: 12 },
    });
  });

  test("a missing month is neither zero nor growth", () => {
    const records = declarations(24).filter((record) => record.month !== "2025-05");
    expect(valueOf(records, "tax_revenue_growth")).toMatchObject({
      value: 0,
      coverage: { present: 11, expected: 12 },
    });
    expect(
      valueOf(
        declarations(24, (_, index) => (index >= 12 ? { taxableSales: "110000.00" } : {})),
        "tax_revenue_growth",
      ).value,
    ).toBe(1000);
  });

  test.each([
    ["tax_revenue_12m", null],
    ["tax_revenue_growth", null],
    ["tax_consecutive_paid_months", null],
    ["tax_arrears", null],
  ])("%s of nothing is unknown", (code, value) => {
    expect(valueOf([], code).value).toBe(value);
  });

  test("growth from nothing is unknown, not infinite", () => {
    const records = declarations(24, (_, index) => (index < 12 ? { taxableSales: "0.00" } : {}));
    expect(valueOf(records, "tax_revenue_growth").value).toBeNull();
  });

  test("a run ends at the first unpaid or missing month", () => {
    const unpaid = declarations(12, (month) =>
      month === "2026-06" ? { paidOn: null, arrears: "3600.00" } : {},
    );
    expect(valueOf(unpaid, "tax_consecutive_paid_months").value).toBe(4);
    expect(valueOf(unpaid, "tax_paid_months_12m").value).toBe(11);
    expect(valueOf(unpaid, "tax_arrears").value).toBe(360_000n);
    const gap = declarations(12).filter((record) => record.month !== "2026-08");
    expect(valueOf(gap, "tax_consecutive_paid_months").value).toBe(2);
  });

  test("a level three months old says nothing about today", () => {
    const stale = declarations(12).filter((record) => record.month < "2026-08");
    expect(valueOf(stale, "tax_consecutive_paid_months")).toMatchObject({
      value: null,
      asOf: "2026-07",
    });
  });

  test("volatility is standard deviation over mean", () => {
    const records = declarations(12, (_, index) => ({
      taxableSales: index % 2 ? "150000.00" : "50000.00",
    }));
    expect(valueOf(records, "tax_revenue_volatility_12m").value).toBe(5000);
  });
});

const summary = (month: string, customers: { code: string; amount: string }[]) => ({
  month,
  issuedCount: 9,
  issuedAmount: "1000.00",
  issuedVoid: 1,
  issuedRed: 0,
  issuedCounterparties: 3,
  issuedTopAmount: "600.00",
  topCounterparty: "a",
  receivedCount: 0,
  receivedAmount: "0.00",
  receivedVoid: 0,
  receivedRed: 0,
  receivedCounterparties: 0,
  receivedTopAmount: "0.00",
  customers,
});

describe("invoices", () => {
  test("the largest customer is the largest of the year, not of a month", () => {
    const { records } = parseRecords("vat_invoices", [
      summary("2026-09", [
        { code: "a", amount: "600.00" },
        { code: "b", amount: "400.00" },
      ]),
      summary("2026-10", [
        { code: "c", amount: "600.00" },
        { code: "b", amount: "400.00" },
      ]),
    ]);
    const values = Object.fromEntries(
      computeIndicators("vat_invoices", records, last).map(({ code, value }) => [code, value]),
    );
    expect(values).toMatchObject({
      invoice_sales_12m: 200_000n,
      invoice_top_customer_share_12m: 4000,
      invoice_void_share_12m: 1000,
      invoice_customers_12m: 3,
      invoice_active_months_12m: 2,
    });
    const [row] = factsOf("vat_invoices", records, last);
    expect(JSON.stringify(row)).not.toContain("customers");
  });

  test("single ones are stored by month and read back", () => {
    const wire = ["2026-09-30", "2026-10-01"].map((on, index) => ({
      number: String(index),
      on,
      direction: "issued",
      counterparty: "a",
      amount: "-100.00",
      tax: "-13.00",
      total: "-113.00",
      state: "valid",
    }));
    const rows = invoiceFacts(parseInvoices(wire).records);
    expect(rows.map((row) => row.period)).toEqual(["2026-09-01", "2026-10-01"]);
    const [section] = profileOf(["vat_invoices:raw"], JSON.parse(JSON.stringify(rows))).sections;
    expect(section!.invoices.map((invoice) => invoice.total)).toEqual([-11_300n, -11_300n]);
  });
});

const bill = (month: string, account: string, volume: string) => ({
  month,
  account,
  readOn: `${month}-25`,
  volume,
  bill: "10.00",
  paidOn: null,
  arrears: "10.00",
});

const answer = (question: string, value: string) => ({
  question,
  answer: value,
  period: { from: "2025-11", to: "2026-10" },
  asOf: "2026-11-01T00:00:00Z",
});

describe("meters, staff and answers", () => {
  test("several meters are one firm's use", () => {
    const { records } = parseRecords(
      "water_usage",
      monthsEnding(last, 24).flatMap((month, index) => [
        bill(month, "1", index < 12 ? "10.5" : "10.5"),
        bill(month, "2", index < 12 ? "10.5" : "0.000"),
      ]),
    );
    const values = computeIndicators("water_usage", records, last);
    expect(values[0]).toMatchObject({ code: "water_use_change_12m", value: -5000 });
    expect(values[1]).toMatchObject({ code: "water_arrears", value: 48_000n });
    const [section] = profileOf(
      ["water_usage:monthly"],
      factsOf("water_usage", records, last),
    ).sections;
    expect(section!.rows).toHaveLength(24);
    expect(section!.rows[0]).toMatchObject({ month: last, accounts: 2, volume: 10_500 });
  });

  test("an unknown answer stays unknown", () => {
    const { records } = parseRecords("electricity_usage", [
      answer("electricity_no_arrears_12m", "yes"),
      answer("electricity_active_10_of_12", "unknown"),
    ]);
    expect(
      computeIndicators("electricity_usage", records, last).map((indicator) => indicator.value),
    ).toEqual([true, null, null]);
  });
});

describe("public facts", () => {
  const registration = parseRecords("registration", [
    {
      uscc: "91110000600037341L",
      name: "示例",
      legalRepresentative: "张三",
      establishedOn: "2024-11-01",
      industry: "C3311",
      district: "990101",
      address: "",
      registeredCapital: "1000000.00",
      employees: 25,
      status: "operating",
      ownership: "private",
    },
  ]).records[0]!;

  test("need no consent and are as of the month's end", () => {
    const { records: penalties } = parseRecords("penalties", [
      {
        caseNumber: "1",
        authority: "x",
        kind: "suspension",
        amount: "0.00",
        decidedOn: "2024-10-31",
        publicUntil: "2027-10-31",
        repairedOn: null,
      },
    ]);
    const values = Object.fromEntries(
      publicIndicators(
        { registration, penalties, abnormalLists: [], taxCreditGrades: [] },
        last,
      ).map(({ code, value }) => [code, value]),
    );
    expect(values).toMatchObject({
      established_months: 23,
      industry_section: "C",
      size_class: "small",
      registered_capital: 100_000_000n,
      open_penalties: 1,
      serious_penalties_24m: 0,
      abnormal_listed: false,
      tax_credit_grade: null,
    });
    expect(evidenceScope("size_class")).toBeNull();
  });
});

describe("bands", () => {
  test("every value lies in exactly the band it is given", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }), (value) => {
        const band = bandOf("tax_revenue_12m", value)!;
        expect(band.from === null || value >= band.from).toBe(true);
        expect(band.to === null || value < band.to).toBe(true);
      }),
    );
  });

  test("cut points ascend, and nothing owed is a band of its own", () => {
    for (const code of facts.keys()) {
      const cuts = bandCuts(code as Parameters<typeof bandCuts>[0]);
      expect(cuts).toEqual(cuts.toSorted((a, b) => a - b));
    }
    expect(bandOf("tax_arrears", 0n)).toEqual({ from: null, to: 1 });
  });
});

describe("what a recipient sees", () => {
  const records = declarations(24);
  const rows = JSON.parse(JSON.stringify(factsOf("tax_declarations", records, last)));

  test("is what the scopes allow, and survives JSON", () => {
    const { sections } = profileOf(["tax_declarations:indicator"], rows);
    expect(sections).toHaveLength(1);
    expect(sections[0]).toMatchObject({ rows: [], bands: [], asOf: last });
    expect(sections[0]!.indicators).toEqual(computeIndicators("tax_declarations", records, last));
  });

  test("bands carry no exact amount", () => {
    const { sections } = profileOf(["tax_declarations:band"], rows);
    expect(sections[0]!.indicators).toEqual([]);
    expect(JSON.stringify(sections[0]!.bands)).not.toContain("120000000");
    expect(sections[0]!.bands[0]).toMatchObject({ code: "tax_revenue_12m" });
  });

  test("an item withheld and an item without data look the same", () => {
    const scopes: Scope[] = ["gas_usage:monthly"];
    expect(profileOf(scopes, rows)).toEqual(profileOf(scopes, []));
    expect(profileOf(scopes, []).sections[0]).toMatchObject({ item: "gas_usage", asOf: null });
  });

  test("a newer fetch supersedes the older indicators, not the older months", () => {
    const older = factsOf("tax_declarations", declarations(24).slice(0, 23), "2026-09");
    const { sections } = profileOf(
      ["tax_declarations:indicator", "tax_declarations:monthly"],
      [...older.filter((row) => row.scope.endsWith("indicator")), ...rows],
    );
    expect(sections[0]!.indicators).toHaveLength(8);
    expect(sections[0]!.indicators[0]!.asOf).toBe(last);
    expect(sections[0]!.rows).toHaveLength(24);
  });
});

test("every indicator of no records at all is null or zero coverage, never a number", () => {
  const items: IndicatorItem[] = [
    "tax_declarations",
    "vat_invoices",
    "social_insurance",
    "housing_fund",
    "water_usage",
    "electricity_usage",
    "gas_usage",
  ];
  for (const item of items) {
    for (const { value, coverage } of computeIndicators(item, [], last)) {
      expect(value).toBeNull();
      expect(coverage.present).toBe(0);
    }
  }
});

test("sums do not depend on the order of arrival", () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 11n }), { minLength: 12, maxLength: 12 }),
      fc.array(fc.integer(), { minLength: 12, maxLength: 12 }),
      (amounts, order) => {
        const records = declarations(12, (_, index) => ({ taxableSales: yuanOf(amounts[index]!) }));
        const shuffled = records
          .map((record, index) => ({ record, key: order[index]! }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ record }) => record);
        expect(computeIndicators("tax_declarations", shuffled, last)).toEqual(
          computeIndicators("tax_declarations", records, last),
        );
      },
    ),
    { numRuns: 40 },
  );
});
