import type { Month } from "@/domain/shared/calendar";
import { sumOf } from "@/domain/shared/money";
import { down, type Indicator, still, upMonthly } from "./definition";
import type { PredicateAnswer, UtilityMonth } from "./standard";
import { changeOverYear, over, windowOfArrears } from "./windows";

type UtilityTotal = { month: Month; volume: bigint; arrears: bigint; disputed?: true };

/** A firm may have several meters: the latest reading of each account, added up by month. */
function totals(records: readonly UtilityMonth[]): UtilityTotal[] {
  const latest = new Map(records.map((record) => [`${record.month} ${record.account}`, record]));
  const byMonth = new Map<Month, UtilityTotal>();
  for (const { month, volume, arrears, disputed } of latest.values()) {
    const total = byMonth.get(month) ?? { month, volume: 0n, arrears: 0n };
    total.volume += BigInt(volume);
    total.arrears += arrears;
    if (disputed) total.disputed = true;
    byMonth.set(month, total);
  }
  return [...byMonth.values()];
}

const useChange = (records: readonly UtilityMonth[], month: Month) =>
  changeOverYear(totals(records), month, (total) => total.volume);
const arrearsOf = (records: readonly UtilityMonth[], month: Month) =>
  over(totals(records), month, windowOfArrears, (present) =>
    sumOf(present.map((total) => total.arrears)),
  );

const useChangeFormula = {
  zh: "近12个月用量 ÷ 上年同月用量 − 1，只比较两年都有抄表的月份",
  en: "Use of 12 months over the same months a year before, minus 1; months read in both years only",
};
const arrearsFormula = {
  zh: "近24个月各月欠费之和",
  en: "Sum of the arrears of the last 24 months",
};

/** Facts from monthly water bills. */
export const waterIndicators = {
  water_use_change_12m: {
    unit: "bp",
    window: 24,
    name: { zh: "用水量同比变化", en: "Change in water use, year on year" },
    formula: useChangeFormula,
    ...still,
    compute: useChange,
  },
  water_arrears: {
    unit: "fen",
    window: windowOfArrears,
    name: { zh: "水费欠费", en: "Water arrears" },
    formula: arrearsFormula,
    ...down,
    compute: arrearsOf,
  },
} as const satisfies Record<string, Indicator<UtilityMonth>>;

/** Facts from monthly gas bills. */
export const gasIndicators = {
  gas_use_change_12m: {
    unit: "bp",
    window: 24,
    name: { zh: "用气量同比变化", en: "Change in gas use, year on year" },
    formula: useChangeFormula,
    ...still,
    compute: useChange,
  },
  gas_arrears: {
    unit: "fen",
    window: windowOfArrears,
    name: { zh: "燃气费欠费", en: "Gas arrears" },
    formula: arrearsFormula,
    ...down,
    compute: arrearsOf,
  },
} as const satisfies Record<string, Indicator<UtilityMonth>>;

/** The answer to one question; the source computed it, so there is nothing to cover but the answer. */
function answerTo(question: string) {
  return (records: readonly PredicateAnswer[], month: Month) => {
    const answer = records.findLast((record) => record.question === question);
    const isKnown = answer !== undefined && answer.answer !== "unknown";
    return {
      value: isKnown ? answer.answer === "yes" : null,
      asOf: answer?.period.to.slice(0, 7) ?? month,
      coverage: { present: isKnown ? 1 : 0, expected: 1 },
    };
  };
}

/** Answers about electricity, computed at the source: the data itself never leaves it. */
export const electricityIndicators = {
  electricity_no_arrears_12m: {
    unit: "flag",
    window: 12,
    name: { zh: "近12个月无电费欠费", en: "No electricity arrears in 12 months" },
    formula: { zh: "由电网企业核验", en: "Answered by the grid company" },
    ...upMonthly,
    compute: answerTo("electricity_no_arrears_12m"),
  },
  electricity_active_10_of_12: {
    unit: "flag",
    window: 12,
    name: { zh: "近12个月至少10个月用电", en: "Electricity used in 10 of 12 months" },
    formula: { zh: "由电网企业核验", en: "Answered by the grid company" },
    ...upMonthly,
    compute: answerTo("electricity_active_10_of_12"),
  },
  electricity_use_kept_80_percent: {
    unit: "flag",
    window: 24,
    name: { zh: "用电量保持上年八成以上", en: "Electricity use kept at 80 % of the year before" },
    formula: {
      zh: "由电网企业核验：近12个月用电量不低于上个12个月的80%",
      en: "Answered by the grid company: 12 months' use at least 80 % of the 12 before",
    },
    ...still,
    compute: answerTo("electricity_use_kept_80_percent"),
  },
} as const satisfies Record<string, Indicator<PredicateAnswer>>;
