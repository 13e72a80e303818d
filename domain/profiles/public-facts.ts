import { sectionOf } from "@/domain/enterprises/industry";
import { sizeClassOf } from "@/domain/enterprises/size";
import {
  addMonths,
  completedMonths,
  type Day,
  lastDayOf,
  type Month,
} from "@/domain/shared/calendar";
import type { ItemCode } from "@/domain/sources/catalogue";
import { downMonthly, type FactDefinition, never, still, up, upMonthly } from "./definition";
import type { AbnormalListing, Penalty, Registration, TaxCreditGrade } from "./standard";
import { type Computed, disputeOf, type FactValue } from "./windows";

/** Everything anyone may know about an enterprise: the items of mode P. */
export type PublicRecords = {
  registration: Registration;
  penalties: readonly Penalty[];
  abnormalLists: readonly AbnormalListing[];
  taxCreditGrades: readonly TaxCreditGrade[];
};

export type PublicFact = FactDefinition & {
  item: ItemCode;
  valueOf: (records: PublicRecords, asOf: Day) => FactValue;
  /** The records the value rests on that can be disputed; the register itself cannot. */
  groundsOf?: (records: PublicRecords, asOf: Day) => readonly { disputed?: true }[];
};

const seriousKinds = ["suspension", "licence_revocation"];
const isOpen = (penalty: Penalty, day: Day) =>
  penalty.decidedOn <= day &&
  penalty.publicUntil >= day &&
  (penalty.repairedOn === null || penalty.repairedOn > day);

const decidedBy = (penalties: readonly Penalty[], asOf: Day) =>
  penalties.map(({ decidedOn }) => decidedOn).filter((decidedOn) => decidedOn <= asOf);
const latestOf = (days: readonly Day[]) => days.toSorted().at(-1) ?? never;

const seriousOf = (penalties: readonly Penalty[], asOf: Day) => {
  const from = addMonths(asOf.slice(0, 7), -23);
  return penalties.filter(
    ({ kind, decidedOn }) =>
      seriousKinds.includes(kind) && decidedOn.slice(0, 7) >= from && decidedOn <= asOf,
  );
};
const listedOf = (lists: readonly AbnormalListing[], asOf: Day) =>
  lists.filter(
    ({ listedOn, removedOn }) => listedOn <= asOf && (removedOn === null || removedOn > asOf),
  );
const latestGrade = (grades: readonly TaxCreditGrade[]) =>
  grades.toSorted((a, b) => a.year - b.year).slice(-1);

/** Public facts: no consent needed. Valued as of the last day of the month asked about. */
export const publicFacts = {
  established_months: {
    item: "registration",
    unit: "months",
    window: null,
    name: { zh: "成立时间", en: "Time since establishment" },
    formula: {
      zh: "成立日期至月末的整月数",
      en: "Whole months from establishment to the month's end",
    },
    ...upMonthly,
    valueOf: ({ registration }, asOf) =>
      Math.max(0, completedMonths(registration.establishedOn, asOf)),
  },
  established_on: {
    item: "registration",
    unit: "day",
    window: null,
    name: { zh: "成立日期", en: "Day of establishment" },
    formula: { zh: "登记的成立日期", en: "Day of establishment as registered" },
    ...still,
    valueOf: ({ registration }) => registration.establishedOn,
  },
  industry_section: {
    item: "registration",
    unit: "set",
    window: null,
    name: { zh: "行业门类", en: "Industry section" },
    formula: { zh: "国民经济行业分类门类（GB/T 4754）", en: "Section of GB/T 4754" },
    ...still,
    valueOf: ({ registration }) => sectionOf(registration.industry),
  },
  industry_code: {
    item: "registration",
    unit: "set",
    window: null,
    name: { zh: "行业代码", en: "Industry code" },
    formula: { zh: "国民经济行业分类代码（GB/T 4754）", en: "Code of GB/T 4754" },
    ...still,
    valueOf: ({ registration }) => registration.industry,
  },
  district: {
    item: "registration",
    unit: "set",
    window: null,
    name: { zh: "所在区县", en: "District" },
    formula: { zh: "登记住所所在区县（GB/T 2260）", en: "District of registration (GB/T 2260)" },
    ...still,
    valueOf: ({ registration }) => registration.district,
  },
  size_class: {
    item: "registration",
    unit: "set",
    window: null,
    name: { zh: "企业规模", en: "Size class" },
    formula: {
      zh: "按统计上大中小微型企业划分办法（2017），以登记从业人数判断",
      en: "By the 2017 size thresholds, judged on the registered number of staff",
    },
    ...still,
    valueOf: ({ registration: { industry, employees } }) =>
      sizeClassOf(industry, { employees, revenue: null, assets: null }),
  },
  registered_capital: {
    item: "registration",
    unit: "fen",
    window: null,
    name: { zh: "注册资本", en: "Registered capital" },
    formula: { zh: "登记的注册资本", en: "Capital as registered" },
    ...up,
    valueOf: ({ registration }) => registration.registeredCapital,
  },
  open_penalties: {
    item: "penalties",
    unit: "count",
    window: null,
    name: { zh: "公示中的行政处罚", en: "Penalties in publicity" },
    formula: {
      zh: "仍在公示期且未修复的行政处罚数",
      en: "Administrative penalties still public and not repaired",
    },
    actionable: "down",
    isPaced: false,
    valueOf: ({ penalties }, asOf) => penalties.filter((penalty) => isOpen(penalty, asOf)).length,
    groundsOf: ({ penalties }, asOf) => penalties.filter((penalty) => isOpen(penalty, asOf)),
  },
  serious_penalties_24m: {
    item: "penalties",
    unit: "count",
    window: 24,
    name: { zh: "近24个月严重行政处罚", en: "Serious penalties, 24 months" },
    formula: {
      zh: "近24个月内责令停产停业或吊销许可证的处罚数",
      en: "Suspensions of business and revoked licences decided in the last 24 months",
    },
    ...downMonthly,
    valueOf: ({ penalties }, asOf) => seriousOf(penalties, asOf).length,
    groundsOf: ({ penalties }, asOf) => seriousOf(penalties, asOf),
  },
  last_penalty_on: {
    item: "penalties",
    unit: "day",
    window: null,
    name: { zh: "最近一次行政处罚日期", en: "Day of the latest penalty" },
    formula: {
      zh: "最近一次行政处罚的决定日期；没有处罚的，早于任何日期",
      en: "Day the latest administrative penalty was decided; with none, before any day",
    },
    ...still,
    valueOf: ({ penalties }, asOf) => latestOf(decidedBy(penalties, asOf)),
    groundsOf: ({ penalties }, asOf) => penalties.filter(({ decidedOn }) => decidedOn <= asOf),
  },
  abnormal_listed: {
    item: "abnormal_lists",
    unit: "flag",
    window: null,
    name: { zh: "列入经营异常或严重失信名录", en: "On an abnormal or seriously dishonest list" },
    formula: {
      zh: "当前在经营异常名录或严重违法失信名单中",
      en: "Listed at present, not yet removed",
    },
    actionable: "down",
    isPaced: false,
    valueOf: ({ abnormalLists }, asOf) => listedOf(abnormalLists, asOf).length > 0,
    groundsOf: ({ abnormalLists }, asOf) => listedOf(abnormalLists, asOf),
  },
  tax_credit_grade: {
    item: "tax_credit_grade",
    unit: "set",
    window: null,
    name: { zh: "纳税信用等级", en: "Tax credit grade" },
    formula: { zh: "最近年度的纳税信用等级", en: "Grade of the latest year" },
    actionable: "up",
    isPaced: false,
    valueOf: ({ taxCreditGrades }) => latestGrade(taxCreditGrades)[0]?.grade ?? null,
    groundsOf: ({ taxCreditGrades }) => latestGrade(taxCreditGrades),
  },
} as const satisfies Record<string, PublicFact>;

export type PublicFactCode = keyof typeof publicFacts;

/** All public facts of an enterprise as of a month's end. */
export function publicIndicators(
  records: PublicRecords,
  month: Month,
): ({ code: PublicFactCode } & Computed)[] {
  const asOf = lastDayOf(month);
  return (Object.keys(publicFacts) as PublicFactCode[]).map((code) => {
    const fact: PublicFact = publicFacts[code];
    const value = fact.valueOf(records, asOf);
    const coverage = { present: value === null ? 0 : 1, expected: 1 };
    const dispute = disputeOf(fact.groundsOf?.(records, asOf) ?? []);
    return { code, value, asOf: month, coverage, ...dispute };
  });
}
