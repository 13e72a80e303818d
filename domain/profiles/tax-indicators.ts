import { sumOf } from "@/domain/shared/money";
import { down, type Indicator, never, still, up, upMonthly } from "./definition";
import type { TaxDeclaration } from "./standard";
import {
  changeOverYear,
  over,
  runOfMonths,
  volatility,
  windowOfArrears,
  windowOfRuns,
} from "./windows";

const revenueOf = (declaration: TaxDeclaration) =>
  declaration.taxableSales + declaration.exemptSales;
const isPaid = (declaration: TaxDeclaration) =>
  declaration.paidOn !== null && declaration.arrears <= 0n;

function paidOf(declaration: TaxDeclaration): bigint {
  if (declaration.paidOn === null) return 0n;
  const due = declaration.vat + declaration.incomeTax + declaration.otherTax;
  return due > declaration.arrears ? due - declaration.arrears : 0n;
}

/** Facts from monthly tax declarations. */
export const taxIndicators = {
  tax_revenue_12m: {
    unit: "fen",
    window: 12,
    name: { zh: "近12个月申报销售收入", en: "Declared sales, 12 months" },
    formula: {
      zh: "近12个月应税销售额与免税销售额之和",
      en: "Sum of taxable and exempt sales over 12 months",
    },
    ...up,
    compute: (records, month) =>
      over(records, month, 12, (present) => sumOf(present.map(revenueOf))),
  },
  tax_revenue_growth: {
    unit: "bp",
    window: 24,
    name: { zh: "申报销售收入同比变化", en: "Change in declared sales, year on year" },
    formula: {
      zh: "近12个月销售收入 ÷ 上年同月销售收入 − 1，只比较两年都有申报的月份",
      en: "Sales of 12 months over the same months a year before, minus 1; months declared in both years only",
    },
    ...up,
    compute: (records, month) => changeOverYear(records, month, revenueOf),
  },
  tax_paid_12m: {
    unit: "fen",
    window: 12,
    name: { zh: "近12个月已缴税额", en: "Tax paid, 12 months" },
    formula: {
      zh: "近12个月已缴的增值税、所得税和其他税之和，扣除欠税",
      en: "VAT, income tax and other taxes paid over 12 months, less arrears",
    },
    ...up,
    compute: (records, month) => over(records, month, 12, (present) => sumOf(present.map(paidOf))),
  },
  tax_paid_months_12m: {
    unit: "months",
    window: 12,
    name: { zh: "近12个月足额缴税月数", en: "Months with tax paid in full, of 12" },
    formula: {
      zh: "近12个月中已缴款且无欠税的月数",
      en: "Months of the last 12 that are paid and without arrears",
    },
    ...upMonthly,
    compute: (records, month) =>
      over(records, month, 12, (present) => present.filter(isPaid).length),
  },
  tax_consecutive_paid_months: {
    unit: "months",
    window: windowOfRuns,
    name: { zh: "连续足额缴税月数", en: "Consecutive months with tax paid in full" },
    formula: {
      zh: "自最近申报月起向前连续已缴款且无欠税的月数，最多36个月",
      en: "Months in a row paid and without arrears, back from the latest declared month, 36 at most",
    },
    ...upMonthly,
    compute: (records, month) => runOfMonths(records, month, isPaid),
  },
  tax_last_paid_on: {
    unit: "day",
    window: windowOfRuns,
    name: { zh: "最近一次缴税日期", en: "Day tax was last paid" },
    formula: {
      zh: "近36个月申报中最近的缴款日期；都未缴款的，早于任何日期",
      en: "Latest day of payment of the declarations of 36 months; with none paid, before any day",
    },
    ...up,
    compute: (records, month) =>
      over(
        records,
        month,
        windowOfRuns,
        (present) =>
          present
            .flatMap(({ paidOn }) => paidOn ?? [])
            .toSorted()
            .at(-1) ?? never,
      ),
  },
  tax_arrears: {
    unit: "fen",
    window: windowOfArrears,
    name: { zh: "欠税余额", en: "Tax arrears" },
    formula: { zh: "近24个月各月欠税之和", en: "Sum of the arrears of the last 24 months" },
    ...down,
    compute: (records, month) =>
      over(records, month, windowOfArrears, (present) =>
        sumOf(present.map((declaration) => declaration.arrears)),
      ),
  },
  tax_revenue_volatility_12m: {
    unit: "bp",
    window: 12,
    name: { zh: "月销售收入波动率", en: "Volatility of monthly sales" },
    formula: {
      zh: "近12个月月销售收入的标准差 ÷ 平均值，至少6个月",
      en: "Standard deviation of monthly sales over their mean, 12 months, at least 6 present",
    },
    ...still,
    compute: (records, month) =>
      over(records, month, 12, (present) => volatility(present.map(revenueOf))),
  },
} as const satisfies Record<string, Indicator<TaxDeclaration>>;
