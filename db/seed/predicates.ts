import type { PredicateUnit } from "@/domain/predicates/lifecycle";
import type { ItemCode } from "@/domain/sources/catalogue";

type Question = {
  code: string;
  item: ItemCode;
  wording: { zh: string; en: string };
  threshold: number | null;
  unit: PredicateUnit;
  windowMonths: number;
  minMonths: number;
};

/** The questions an installation starts with, each known to the node that computes it. */
export const shippedPredicates: readonly Question[] = [
  {
    code: "electricity_no_arrears_12m",
    item: "electricity_usage",
    wording: {
      zh: "近12个月的电费都已交清",
      en: "Every electricity bill of the last 12 months is paid",
    },
    threshold: null,
    unit: "none",
    windowMonths: 12,
    minMonths: 12,
  },
  {
    code: "electricity_active_10_of_12",
    item: "electricity_usage",
    wording: {
      zh: "近12个月至少有10个月在正常用电",
      en: "Electricity was in regular use in at least 10 of the last 12 months",
    },
    threshold: 10,
    unit: "months",
    windowMonths: 12,
    minMonths: 12,
  },
  {
    code: "electricity_use_kept_80_percent",
    item: "electricity_usage",
    wording: {
      zh: "近12个月用电量不低于上个12个月的80%",
      en: "Use of the last 12 months is at least 80 % of the 12 months before",
    },
    threshold: 80,
    unit: "percent",
    windowMonths: 24,
    minMonths: 24,
  },
  {
    code: "representative_insured_6m",
    item: "representative_insurance",
    wording: {
      zh: "近6个月法定代表人每月都由本企业参保",
      en: "The legal representative was insured by this firm in each of the last 6 months",
    },
    threshold: null,
    unit: "none",
    windowMonths: 6,
    minMonths: 6,
  },
];
