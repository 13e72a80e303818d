import { sumOf } from "@/domain/shared/money";
import { down, type Indicator, up, upMonthly } from "./definition";
import type { FundMonth, InsuranceMonth } from "./standard";
import { addMonths, type Month } from "@/domain/shared/calendar";
import { type Computed, disputeOf, latestLevel, over, windowOf, windowOfArrears } from "./windows";

const insuredOf = (record: InsuranceMonth) => record.pension.headcount;

/** Headcount against the same month a year before; unknown unless both months are there. */
function changeOfHeadcount(records: readonly InsuranceMonth[], month: Month): Computed {
  const latest = latestLevel(records, month, insuredOf);
  const [before] = windowOf(records, addMonths(latest.asOf, -12), 1);
  const earlier = before ? insuredOf(before) : 0;
  return {
    value:
      typeof latest.value === "number" && earlier > 0
        ? Math.round(((latest.value - earlier) / earlier) * 10_000)
        : null,
    asOf: latest.asOf,
    coverage: { present: latest.coverage.present + (before ? 1 : 0), expected: 2 },
    ...(latest.isDisputed ? { isDisputed: true } : disputeOf(before ? [before] : [])),
  };
}

/** Facts from monthly social insurance. */
export const insuranceIndicators = {
  insured_headcount: {
    unit: "count",
    window: 3,
    name: { zh: "参保人数", en: "Insured headcount" },
    formula: {
      zh: "最近一个月养老保险参保人数，数据不早于两个月前",
      en: "Staff in the pension scheme in the latest month, at most two months old",
    },
    ...up,
    compute: (records, month) => latestLevel(records, month, insuredOf),
  },
  insured_headcount_change_12m: {
    unit: "bp",
    window: 13,
    name: { zh: "参保人数同比变化", en: "Change in insured headcount, year on year" },
    formula: {
      zh: "最近一个月参保人数 ÷ 上年同月参保人数 − 1",
      en: "Insured headcount of the latest month over the same month a year before, minus 1",
    },
    ...up,
    compute: changeOfHeadcount,
  },
  insurance_paid_months_12m: {
    unit: "months",
    window: 12,
    name: { zh: "近12个月足额缴社保月数", en: "Months with social insurance paid in full, of 12" },
    formula: {
      zh: "近12个月中已缴款且无欠费的月数",
      en: "Months of the last 12 that are paid and without arrears",
    },
    ...upMonthly,
    compute: (records, month) =>
      over(
        records,
        month,
        12,
        (present) =>
          present.filter((record) => record.paidOn !== null && record.arrears <= 0n).length,
      ),
  },
  insurance_arrears: {
    unit: "fen",
    window: windowOfArrears,
    name: { zh: "社保欠费余额", en: "Social insurance arrears" },
    formula: { zh: "近24个月各月欠费之和", en: "Sum of the arrears of the last 24 months" },
    ...down,
    compute: (records, month) =>
      over(records, month, windowOfArrears, (present) =>
        sumOf(present.map((record) => record.arrears)),
      ),
  },
} as const satisfies Record<string, Indicator<InsuranceMonth>>;

/** Facts from monthly housing fund contributions. */
export const fundIndicators = {
  fund_headcount: {
    unit: "count",
    window: 3,
    name: { zh: "公积金缴存人数", en: "Housing fund headcount" },
    formula: {
      zh: "最近一个月公积金缴存人数，数据不早于两个月前",
      en: "Staff contributing in the latest month, at most two months old",
    },
    ...up,
    compute: (records, month) => latestLevel(records, month, (record) => record.headcount),
  },
  fund_paid_months_12m: {
    unit: "months",
    window: 12,
    name: { zh: "近12个月缴存公积金月数", en: "Months with housing fund paid, of 12" },
    formula: { zh: "近12个月中已缴存的月数", en: "Months of the last 12 that are paid" },
    ...upMonthly,
    compute: (records, month) =>
      over(
        records,
        month,
        12,
        (present) => present.filter((record) => record.paidOn !== null).length,
      ),
  },
} as const satisfies Record<string, Indicator<FundMonth>>;
