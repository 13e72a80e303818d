import { sumOf } from "@/domain/shared/money";
import { type MonthlyItem, monthlyViews } from "./facts";
import { insuranceSchemes } from "./standard";

/** What a cell is, for whoever formats it; `thousandths` are of a cubic metre. */
type ColumnUnit = "month" | "day" | "fen" | "count" | "thousandths";
export type MonthlyColumn = { key: string; unit: ColumnUnit };
/** One month as a flat row: column key → value, null where the source says there is none. */
export type MonthlyRow = Record<string, bigint | number | string | null>;

const utilityColumns: readonly MonthlyColumn[] = [
  { key: "month", unit: "month" },
  { key: "accounts", unit: "count" },
  { key: "volume", unit: "thousandths" },
  { key: "bill", unit: "fen" },
  { key: "paidOn", unit: "day" },
  { key: "arrears", unit: "fen" },
];

/** The columns of each item's monthly table; keys are the message keys of their headings. */
export const monthlyColumns: Record<MonthlyItem, readonly MonthlyColumn[]> = {
  tax_declarations: [
    { key: "month", unit: "month" },
    { key: "taxableSales", unit: "fen" },
    { key: "exemptSales", unit: "fen" },
    { key: "vat", unit: "fen" },
    { key: "incomeTax", unit: "fen" },
    { key: "otherTax", unit: "fen" },
    { key: "dueOn", unit: "day" },
    { key: "paidOn", unit: "day" },
    { key: "arrears", unit: "fen" },
  ],
  vat_invoices: [
    { key: "month", unit: "month" },
    { key: "issuedCount", unit: "count" },
    { key: "issuedAmount", unit: "fen" },
    { key: "issuedVoid", unit: "count" },
    { key: "issuedRed", unit: "count" },
    { key: "issuedCounterparties", unit: "count" },
    { key: "issuedTopAmount", unit: "fen" },
    { key: "receivedCount", unit: "count" },
    { key: "receivedAmount", unit: "fen" },
    { key: "receivedVoid", unit: "count" },
    { key: "receivedRed", unit: "count" },
    { key: "receivedCounterparties", unit: "count" },
    { key: "receivedTopAmount", unit: "fen" },
  ],
  social_insurance: [
    { key: "month", unit: "month" },
    { key: "headcount", unit: "count" },
    { key: "payable", unit: "fen" },
    { key: "paid", unit: "fen" },
    { key: "paidOn", unit: "day" },
    { key: "arrears", unit: "fen" },
  ],
  housing_fund: [
    { key: "month", unit: "month" },
    { key: "headcount", unit: "count" },
    { key: "amount", unit: "fen" },
    { key: "paidOn", unit: "day" },
  ],
  water_usage: utilityColumns,
  gas_usage: utilityColumns,
};

/**
 * A stored month as a row of its table, and whether the agency has it disputed. Throws ZodError if
 * it is not what was stored.
 */
export function monthlyRowOf(
  item: MonthlyItem,
  content: unknown,
): { row: MonthlyRow; isDisputed: boolean } {
  switch (item) {
    case "tax_declarations":
    case "vat_invoices":
    case "housing_fund": {
      const { disputed = false, ...row } = monthlyViews[item].parse(content);
      return { row, isDisputed: disputed };
    }
    case "social_insurance": {
      const month = monthlyViews[item].parse(content);
      const schemes = insuranceSchemes.map((scheme) => month[scheme]);
      const row = {
        month: month.month,
        headcount: month.pension.headcount,
        payable: sumOf(schemes.map((scheme) => scheme.payable)),
        paid: sumOf(schemes.map((scheme) => scheme.paid)),
        paidOn: month.paidOn,
        arrears: month.arrears,
      };
      return { row, isDisputed: month.disputed ?? false };
    }
    case "water_usage":
    case "gas_usage": {
      const { month, accounts } = monthlyViews[item].parse(content);
      const paid = accounts.flatMap((bill) => bill.paidOn ?? []);
      const row = {
        month,
        accounts: accounts.length,
        volume: accounts.reduce((sum, bill) => sum + bill.volume, 0),
        bill: sumOf(accounts.map((bill) => bill.bill)),
        // Paid when the last meter was; unpaid as long as one is.
        paidOn:
          paid.length < accounts.length
            ? null
            : (paid.toSorted((a, b) => (a < b ? -1 : 1)).at(-1) ?? null),
        arrears: sumOf(accounts.map((bill) => bill.arrears)),
      };
      return { row, isDisputed: accounts.some(({ disputed }) => disputed) };
    }
  }
}
