import type { Draft, ItemNeed, Text } from "./product";
import { factsIn } from "./rules";

/** Which catalogue item a fact comes from. */
const itemByFact: Record<string, string> = {
  established_months: "registration",
  industry_section: "registration",
  industry_code: "registration",
  district: "registration",
  size_class: "registration",
  registered_capital: "registration",
  open_penalties: "penalties",
  serious_penalties_24m: "penalties",
  abnormal_listed: "abnormal_lists",
  tax_credit_grade: "tax_credit_grade",
};

const prefixes: [prefix: string, item: string][] = [
  ["tax_", "tax_declarations"],
  ["invoice_", "vat_invoices"],
  ["insured_", "social_insurance"],
  ["insurance_", "social_insurance"],
  ["fund_", "housing_fund"],
  ["water_", "water_usage"],
  ["gas_", "gas_usage"],
  ["electricity_", "electricity_usage"],
];

/** The item behind a fact; throws on a fact nobody supplies. */
export function itemOfFact(fact: string): string {
  const item = itemByFact[fact] ?? prefixes.find(([prefix]) => fact.startsWith(prefix))?.[1];
  if (!item) throw new Error(`no item supplies ${fact}`);
  return item;
}

const publicItems = ["registration", "penalties", "abnormal_lists", "tax_credit_grade"];

const reasons: Record<string, Text> = {
  registration: {
    zh: "确认主体资格、成立年限、行业与注册地。",
    en: "To confirm who the firm is, its age, trade and place.",
  },
  penalties: {
    zh: "确认近两年没有严重行政处罚。",
    en: "To see that there is no serious penalty of the last two years.",
  },
  abnormal_lists: {
    zh: "确认未被列入经营异常或严重失信名单。",
    en: "To see that the firm is not on an abnormal or dishonesty list.",
  },
  tax_credit_grade: {
    zh: "纳税信用等级反映按时申报缴税的习惯。",
    en: "The tax credit grade shows how punctually tax is declared and paid.",
  },
  tax_declarations: {
    zh: "以申报收入核定额度，并查看是否按时缴税。",
    en: "Declared revenue sets the limit; payment dates show punctuality.",
  },
  vat_invoices: {
    zh: "以开票金额与客户集中度判断销售的真实与稳定。",
    en: "Invoiced sales and the share of the largest customer show how real and steady sales are.",
  },
  social_insurance: {
    zh: "参保人数与连续缴费反映用工是否稳定。",
    en: "Insured staff and unbroken payments show steady employment.",
  },
  housing_fund: {
    zh: "公积金缴存是稳定经营的补充依据。",
    en: "Housing fund payments support the picture of a steady firm.",
  },
  water_usage: {
    zh: "用水变化反映生产是否正常。",
    en: "Changes in water use show whether production runs.",
  },
  gas_usage: {
    zh: "用气变化反映生产是否正常。",
    en: "Changes in gas use show whether production runs.",
  },
  electricity_usage: {
    zh: "仅核验用电是否正常、有无欠费，不获取电量。",
    en: "Only answers whether power is used and paid for; no meter data is passed on.",
  },
};

/**
 * What the bank must see for the rules: public items as they are, answers where the source computes, indicators
 * of the rest, and months or single invoices where it says so; then, in bands, what it would like to see.
 */
export function itemsFor({ rules, sees = {}, wishes = [] }: Draft): ItemNeed[] {
  const needed = new Set(["registration", ...factsIn({ all: rules }).map(itemOfFact)]);
  return [
    ...[...needed].flatMap((item) => {
      const more = sees[item];
      const first = need(item, granularityOf(item, "indicator"), true);
      return more ? [first, need(item, more, true)] : [first];
    }),
    ...wishes
      .filter((item) => !needed.has(item))
      .map((item) => need(item, granularityOf(item, "band"), false)),
  ];
}

function granularityOf(item: string, usual: "indicator" | "band"): ItemNeed["granularity"] {
  if (publicItems.includes(item)) return "raw";
  return item === "electricity_usage" ? "predicate" : usual;
}

function need(item: string, granularity: ItemNeed["granularity"], isRequired: boolean): ItemNeed {
  return { item, granularity, why: reasons[item] ?? { zh: item, en: item }, isRequired };
}
