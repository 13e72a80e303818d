import { basisPointsOf, sumOf } from "@/domain/shared/money";
import { down, type Indicator, up, upMonthly } from "./definition";
import type { InvoiceMonth } from "./standard";
import { changeOverYear, over } from "./windows";

function amountsByCustomer(present: readonly InvoiceMonth[]): Map<string, bigint> {
  const amounts = new Map<string, bigint>();
  for (const { code, amount } of present.flatMap((month) => month.customers)) {
    amounts.set(code, (amounts.get(code) ?? 0n) + amount);
  }
  return amounts;
}

function topShare(present: readonly InvoiceMonth[]): number | null {
  const total = sumOf(present.map((month) => month.issuedAmount));
  let top = 0n;
  for (const amount of amountsByCustomer(present).values()) if (amount > top) top = amount;
  return basisPointsOf(top, total);
}

function voidShare(present: readonly InvoiceMonth[]): number | null {
  const voided = present.reduce((sum, month) => sum + month.issuedVoid, 0);
  const valid = present.reduce((sum, month) => sum + month.issuedCount, 0);
  return basisPointsOf(BigInt(voided), BigInt(voided + valid));
}

function customers(present: readonly InvoiceMonth[]): number {
  const named = amountsByCustomer(present).size;
  return Math.max(named, ...present.map((month) => month.issuedCounterparties));
}

/** Facts from monthly summaries of VAT invoices; amounts net of tax, red invoices deducted. */
export const invoiceIndicators = {
  invoice_sales_12m: {
    unit: "fen",
    window: 12,
    name: { zh: "近12个月开票收入", en: "Invoiced sales, 12 months" },
    formula: {
      zh: "近12个月有效销项发票不含税金额之和，红字冲减",
      en: "Net amounts of valid issued invoices over 12 months, red invoices deducted",
    },
    ...up,
    compute: (records, month) =>
      over(records, month, 12, (present) => sumOf(present.map((summary) => summary.issuedAmount))),
  },
  invoice_sales_growth: {
    unit: "bp",
    window: 24,
    name: { zh: "开票收入同比变化", en: "Change in invoiced sales, year on year" },
    formula: {
      zh: "近12个月开票收入 ÷ 上年同月开票收入 − 1，只比较两年都有数据的月份",
      en: "Invoiced sales of 12 months over the same months a year before, minus 1; months present in both years only",
    },
    ...up,
    compute: (records, month) => changeOverYear(records, month, (summary) => summary.issuedAmount),
  },
  invoice_active_months_12m: {
    unit: "months",
    window: 12,
    name: { zh: "近12个月开票月数", en: "Months with invoices issued, of 12" },
    formula: {
      zh: "近12个月中开具过有效发票的月数",
      en: "Months of the last 12 with at least one valid invoice issued",
    },
    ...upMonthly,
    compute: (records, month) =>
      over(
        records,
        month,
        12,
        (present) => present.filter((summary) => summary.issuedCount > 0).length,
      ),
  },
  invoice_top_customer_share_12m: {
    unit: "bp",
    window: 12,
    name: { zh: "最大客户占比", en: "Share of the largest customer" },
    formula: {
      zh: "近12个月对最大客户的开票收入 ÷ 全部开票收入（每月取前20名客户）",
      en: "Invoiced sales to the largest customer over all invoiced sales, 12 months (20 largest customers of each month)",
    },
    ...down,
    compute: (records, month) => over(records, month, 12, topShare),
  },
  invoice_void_share_12m: {
    unit: "bp",
    window: 12,
    name: { zh: "作废发票占比", en: "Share of void invoices" },
    formula: {
      zh: "近12个月作废销项发票份数 ÷ 全部销项发票份数",
      en: "Void issued invoices over all issued invoices, by number, 12 months",
    },
    ...down,
    compute: (records, month) => over(records, month, 12, voidShare),
  },
  invoice_customers_12m: {
    unit: "count",
    window: 12,
    name: { zh: "近12个月客户数", en: "Customers, 12 months" },
    formula: {
      zh: "近12个月不同客户数的下限：各月前20名客户去重，且不低于单月客户数",
      en: "At least this many different customers: the 20 largest of each month, and no fewer than any single month's",
    },
    ...up,
    compute: (records, month) => over(records, month, 12, customers),
  },
} as const satisfies Record<string, Indicator<InvoiceMonth>>;
