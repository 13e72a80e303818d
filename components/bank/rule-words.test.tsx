import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { formatIndustries } from "@/components/format/industry";
import { operatorsByUnit, type Condition, type Rule } from "@/domain/products/rule";
import { facts } from "@/domain/profiles/indicators";
import { controlOf, typedOf, valueOf } from "./rule-builder/condition-value";
import { RuleText } from "./rule-text";
import { ruleWords } from "./rule-words";

const plain = (text: string) => text.replaceAll("\u202f", " ");

test.each<[Condition, zh: string, en: string]>([
  [
    { fact: "tax_revenue_growth", operator: "gte", value: -505 },
    "不低于-5.05 %",
    ": at least -5.05 %",
  ],
  [{ fact: "established_months", operator: "lt", value: 24 }, "低于2年", ": less than 2 years"],
  [
    { fact: "tax_arrears", operator: "between", value: { min: 0, max: 1_000_000 } },
    "在0.00–1.00 万元之间，含两端",
    ": CNY 0–10,000, both included",
  ],
  [
    { fact: "tax_revenue_growth", operator: "between", value: { min: -500, max: 1_000 } },
    "在-5.00 %至10.00 %之间，含两端",
    ": -5.00 % to 10.00 %, both included",
  ],
  [
    { fact: "size_class", operator: "in", value: ["micro", "small"] },
    "是其中之一：微型企业和小型企业",
    ": one of micro firms and small firms",
  ],
  [
    { fact: "industry_section", operator: "not_in", value: ["K"] },
    "不是其中任何一个：房地产业",
    ": none of Real estate",
  ],
  [
    { fact: "industry_code", operator: "not_in", value: ["C33", "F5292"] },
    "：金属制品业（C33）和互联网零售（F5292）",
    ": none of Manufacture of metal products (C33) and Retail trade (F5292)",
  ],
  [
    { fact: "industry_code", operator: "in", value: ["F5211", "C33", "F5292"] },
    "：百货零售（F5211）、金属制品业（C33）和互联网零售（F5292）",
    ": one of Retail trade (F5211, F5292) and Manufacture of metal products (C33)",
  ],
  [{ fact: "district", operator: "eq", value: "990107" }, "为鹤栖县", ": exactly Heqi"],
  [{ fact: "district", operator: "eq", value: "330106" }, "为330106", ": exactly 330106"],
  [{ fact: "tax_credit_grade", operator: "in", value: ["A"] }, "：A级", ": one of grade A"],
  [{ fact: "abnormal_listed", operator: "is_false" }, "：否", ": no"],
  [
    { fact: "established_on", operator: "on_or_before", value: "2024-02-29" },
    "不晚于2024年2月29日",
    ": not after 29 Feb 2024",
  ],
  [
    { fact: "established_on", operator: "not_within_months", value: 12 },
    "不在最近12个月以内",
    ": not within the last 12 months",
  ],
  [{ fact: "tax_arrears", operator: "lte" }, "不高于（未填）", ": at most (not filled in)"],
  [{ fact: "size_class", operator: "in" }, "（未填）", ": one of (not filled in)"],
])("%j", (condition, zh, en) => {
  const name = facts.get(condition.fact)?.name;
  expect(plain(ruleWords("zh-CN").condition(condition, formatIndustries))).toMatch(
    new RegExp(`^${name?.zh}.*${zh}$`),
  );
  expect(plain(ruleWords("en").condition(condition, formatIndustries))).toBe(`${name?.en}${en}`);
});

const said = (condition: Condition) =>
  (["zh-CN", "en"] as const).map((language) =>
    ruleWords(language).condition(condition, formatIndustries),
  );

test("at most nothing is said as none, of amounts and of numbers", () => {
  const name = facts.get("tax_arrears")!.name;
  const none = [`没有${name.zh}`, `${name.en}: none`];
  expect(said({ fact: "tax_arrears", operator: "lte", value: 0 })).toEqual(none);
  expect(said({ fact: "tax_arrears", operator: "lte", value: 1 })).not.toEqual(none);
  expect(said({ fact: "tax_revenue_growth", operator: "lte", value: 0 })[1]).toMatch(/at most 0/u);
});

test("every operator of every fact has its words, in both languages and told apart", () => {
  for (const { code, unit } of facts.values()) {
    const conditions = operatorsByUnit[unit].map((operator): Condition => {
      const isDay = controlOf(code, operator) === "day";
      const typed = { text: isDay ? "2024-02-29" : "3", upTo: "5", chosen: ["A"] };
      const value = valueOf(code, operator, typed);
      return value === undefined ? { fact: code, operator } : { fact: code, operator, value };
    });
    for (const language of ["zh-CN", "en"] as const) {
      const sentences = conditions.map((condition) =>
        ruleWords(language).condition(condition, formatIndustries),
      );
      expect(new Set(sentences).size).toBe(sentences.length);
      expect(sentences.join("\n")).not.toMatch(/operator\.|未填|not filled in/u);
    }
    for (const condition of conditions)
      expect(valueOf(code, condition.operator, typedOf(condition))).toEqual(condition.value);
  }
});

test("a rule is said in the language asked for, whatever the page's", () => {
  const rule: Rule = {
    all: [
      { fact: "abnormal_listed", operator: "is_false" },
      { not: { any: [{ fact: "tax_credit_grade", operator: "eq", value: "D" }] } },
    ],
  };
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale="zh-CN" timeZone="Asia/Shanghai" messages={{}}>
      <RuleText rule={rule} />
      <RuleText rule={rule} language="en" />
    </NextIntlClientProvider>,
  );
  const [zh = "", en = ""] = html.split('<div lang="en">');
  expect(zh).toContain("以下各条都要满足");
  expect(zh).toContain("以下各条都不能成立");
  expect(zh).toContain("纳税信用等级为D级");
  expect(en).toContain("None of these");
  expect(en).toContain("Tax credit grade: exactly grade D");
  expect(en).not.toMatch(/\p{Script=Han}/u);
});
