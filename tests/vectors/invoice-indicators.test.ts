import { expect, test } from "vitest";
import { computeIndicators } from "@/domain/profiles/indicators";
import { sumOf, yuanOf } from "@/domain/shared/money";
import { fenOf, issuedByMonth, standardMonths, textOf } from "./contest-invoices";
import { describeShared } from "./shared-folder";

describeShared("invoice indicators of 123 real enterprises", () => {
  test("over four years in a row add up to the reference features", () => {
    const [header = "", ...rows] = textOf("reference_features_123_dedup.csv")
      .toString("utf8")
      .trim()
      .split("\n");
    const columns = header.split(",");
    const enterprises = issuedByMonth();
    // Four windows of twelve months hold all dates, 2016-10 to 2020-02.
    const lasts = ["2017-02", "2018-02", "2019-02", "2020-02"];
    const ours = rows.map((row) => {
      const code = row.split(",")[0] ?? "";
      const records = standardMonths(enterprises.get(code) ?? new Map());
      const years = lasts.map(
        (last) =>
          new Map(
            computeIndicators("vat_invoices", records, last).map((found) => [
              found.code,
              found.value,
            ]),
          ),
      );
      return {
        code,
        sales: yuanOf(sumOf(years.map((year) => BigInt(year.get("invoice_sales_12m") ?? 0n)))),
        months: years.reduce(
          (sum, year) => sum + Number(year.get("invoice_active_months_12m") ?? 0),
          0,
        ),
      };
    });
    const reference = rows.map((row) => {
      const cells = row.split(",");
      const cell = (name: string) => cells[columns.indexOf(name)] ?? "";
      return {
        code: cell("企业代号"),
        sales: yuanOf(fenOf(cell("sales_amount_net"))),
        months: Number(cell("sales_active_months")),
      };
    });
    expect(reference).toHaveLength(123);
    expect(ours).toEqual(reference);
  });
});
