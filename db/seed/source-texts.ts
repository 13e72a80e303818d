import type { AgencyCode, ItemCode } from "@/domain/sources/catalogue";

type Text = { zh: string; en: string };

/** In the order in which they are shown. */
export const agencyTexts: readonly (Text & { code: AgencyCode })[] = [
  { code: "market_regulation", zh: "市场监督管理局", en: "Administration for Market Regulation" },
  { code: "tax", zh: "税务局", en: "Tax Bureau" },
  {
    code: "human_resources",
    zh: "人力资源和社会保障局",
    en: "Human Resources and Social Security Bureau",
  },
  { code: "housing_fund", zh: "住房公积金管理中心", en: "Housing Provident Fund Centre" },
  { code: "water", zh: "自来水公司", en: "Water Company" },
  { code: "electricity", zh: "供电公司", en: "Power Supply Company" },
  { code: "gas", zh: "燃气公司", en: "Gas Company" },
];

export const itemTexts: Readonly<
  Record<ItemCode, { name: Text; description: Text; frequency: "daily" | "monthly" | "yearly" }>
> = {
  registration: {
    name: { zh: "工商登记", en: "Business registration" },
    description: {
      zh: "名称、法定代表人、成立日期、行业、注册资本和经营状态",
      en: "Name, legal representative, founding date, industry, registered capital and status",
    },
    frequency: "daily",
  },
  key_people: {
    name: { zh: "主要人员", en: "Key people" },
    description: {
      zh: "登记的董事、监事和经理",
      en: "Registered directors, supervisors and managers",
    },
    frequency: "daily",
  },
  penalties: {
    name: { zh: "行政处罚", en: "Administrative penalties" },
    description: {
      zh: "公示期内的行政处罚及信用修复情况",
      en: "Penalties within their publication period, and whether they were repaired",
    },
    frequency: "daily",
  },
  abnormal_lists: {
    name: { zh: "经营异常与严重失信名单", en: "Abnormal and seriously dishonest lists" },
    description: {
      zh: "列入与移出的日期和原因",
      en: "Dates of and reasons for listing and removal",
    },
    frequency: "daily",
  },
  tax_credit_grade: {
    name: { zh: "纳税信用等级", en: "Tax credit grade" },
    description: { zh: "各年度评价等级 A、B、M、C、D", en: "Yearly grade: A, B, M, C or D" },
    frequency: "yearly",
  },
  tax_declarations: {
    name: { zh: "纳税申报", en: "Tax declarations" },
    description: {
      zh: "各月应税销售额、税额、缴款日期和欠税",
      en: "Monthly taxable sales, taxes, payment dates and arrears",
    },
    frequency: "monthly",
  },
  vat_invoices: {
    name: { zh: "增值税发票", en: "VAT invoices" },
    description: {
      zh: "各月开票与受票的张数、金额、作废、红冲和客户集中度",
      en: "Monthly counts and amounts issued and received, voided and red invoices, customer concentration",
    },
    frequency: "monthly",
  },
  social_insurance: {
    name: { zh: "社会保险", en: "Social insurance" },
    description: {
      zh: "各月各险种参保人数、应缴与实缴",
      en: "Monthly insured headcount, due and paid, by scheme",
    },
    frequency: "monthly",
  },
  representative_insurance: {
    name: { zh: "法定代表人参保", en: "Insurance of the legal representative" },
    description: {
      zh: "数据不出域：人社局只回答是、否或未知；由法定代表人本人单独授权",
      en: "Data stays with the bureau, which answers yes, no or unknown; the person's own, separate consent",
    },
    frequency: "monthly",
  },
  housing_fund: {
    name: { zh: "住房公积金", en: "Housing provident fund" },
    description: { zh: "各月缴存人数和金额", en: "Monthly headcount and contributions" },
    frequency: "monthly",
  },
  water_usage: {
    name: { zh: "用水", en: "Water use" },
    description: { zh: "各月用量、账单和欠费", en: "Monthly volume, bill and arrears" },
    frequency: "monthly",
  },
  electricity_usage: {
    name: { zh: "用电", en: "Electricity use" },
    description: {
      zh: "数据不出域：供电公司只回答是、否或未知",
      en: "Data stays with the company, which answers yes, no or unknown",
    },
    frequency: "monthly",
  },
  gas_usage: {
    name: { zh: "用气", en: "Gas use" },
    description: { zh: "各月用量、账单和欠费", en: "Monthly volume, bill and arrears" },
    frequency: "monthly",
  },
};
