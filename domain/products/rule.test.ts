import { describe, expect, test } from "vitest";
import { conditionsOf, deepestRule, longestRule, Rule, ruleIssues } from "./rule";

const leaf: Rule = { fact: "established_months", operator: "gte", value: 12 };
const nested = (depth: number, wrap: (rule: unknown) => unknown): unknown =>
  Array.from({ length: depth }).reduce((rule) => wrap(rule), leaf as unknown);
const leaves = (count: number) => Array.from({ length: count }, () => leaf);
const messagesOf = (rule: unknown) =>
  Rule.safeParse(rule).error?.issues.map(({ message }) => message) ?? [];

describe("the size of a rule", () => {
  const wraps = [
    (rule: unknown) => ({ not: rule }),
    (rule: unknown) => ({ all: [rule] }),
    (rule: unknown) => ({ any: [leaf, rule] }),
  ];
  test.each(wraps)("as deep as may be, and one deeper (%#)", (wrap) => {
    expect(messagesOf(nested(deepestRule, wrap))).toEqual([]);
    expect(messagesOf(nested(deepestRule + 1, wrap))).toEqual(["rule_too_deep"]);
  });

  test("a hundred thousand deep is refused and ends nothing", () => {
    for (const wrap of wraps) expect(messagesOf(nested(100_000, wrap))).toEqual(["rule_too_deep"]);
  });

  test("as long as may be, and one longer", () => {
    const halves = (count: number) => ({ all: [{ any: leaves(30) }, { any: leaves(count - 30) }] });
    expect(messagesOf(halves(longestRule))).toEqual([]);
    expect(conditionsOf(Rule.parse(halves(longestRule)))).toHaveLength(longestRule);
    expect(messagesOf(halves(longestRule + 1))).toEqual(["rule_too_long"]);
    expect(messagesOf({ all: leaves(1_000_000) })).toEqual(["rule_too_long"]);
    expect(messagesOf({ all: Array.from({ length: 100 }, () => ({ all: [] })) })).not.toEqual([]);
  });

  test.each([null, 1, "rule", [], {}, { all: [] }, { all: "x" }, { not: null }, { any: [null] }])(
    "%j is none",
    (rule) => {
      expect(Rule.safeParse(rule).success).toBe(false);
    },
  );
});

describe("days, windows and ranges", () => {
  test.each([
    { fact: "established_on", operator: "on_or_before", value: "2024-02-29" },
    { fact: "established_on", operator: "on_or_after", value: "1000-01-01" },
    { fact: "last_penalty_on", operator: "within_months", value: 0 },
    { fact: "last_penalty_on", operator: "not_within_months", value: 1_200 },
    { fact: "established_months", operator: "between", value: { min: -1, max: -1 } },
    { fact: "industry_code", operator: "not_in", value: ["C3311", "K7010"] },
    { fact: "industry_section", operator: "in", value: ["A", "T"] },
    { fact: "tax_credit_grade", operator: "eq", value: "M" },
  ])("$operator $value is right", (condition) => {
    expect(ruleIssues(Rule.parse(condition), new Set())).toEqual([]);
  });

  test.each([
    ["established_on", "on_or_before", "2023-02-29", "value_not_for_operator"],
    ["established_on", "on_or_before", "0001-01-01", "value_not_for_operator"],
    ["established_on", "on_or_after", 20_240_101, "value_not_for_operator"],
    ["established_on", "within_months", -1, "value_not_for_operator"],
    ["established_on", "within_months", 1_201, "value_not_for_operator"],
    ["established_on", "within_months", "12", "value_not_for_operator"],
    ["established_on", "gte", 12, "operator_not_for_fact"],
    ["established_on", "in", ["2024-01-01"], "operator_not_for_fact"],
    ["established_months", "within_months", 12, "operator_not_for_fact"],
    ["established_months", "between", 12, "value_not_for_operator"],
    ["established_months", "gte", { min: 1, max: 2 }, "value_not_for_operator"],
    ["established_months", "between", { min: 2, max: 1 }, "bounds_reversed"],
    ["tax_credit_grade", "between", { min: 1, max: 2 }, "operator_not_for_fact"],
    ["tax_credit_grade", "in", ["A", "S"], "value_unknown_to_fact"],
    ["size_class", "eq", "tiny", "value_unknown_to_fact"],
    ["industry_section", "not_in", ["C", "U"], "value_unknown_to_fact"],
    // A division, a class of another section, a class that is none: nobody is registered under one.
    ["industry_code", "in", ["C33"], "value_unknown_to_fact"],
    ["industry_code", "in", ["C3311", "D3311"], "value_unknown_to_fact"],
    ["industry_code", "eq", "C3310", "value_unknown_to_fact"],
  ])("%s %s %j: %s", (fact, operator, value, reason) => {
    expect(ruleIssues(Rule.parse({ fact, operator, value }), new Set())).toEqual([
      { reason, fact },
    ]);
  });

  test("a range has two whole ends and nothing else", () => {
    for (const value of [
      { min: 1 },
      { min: 1.5, max: 2 },
      { min: 1, max: 2 ** 53 },
      { min: 1, max: 2, step: 1 },
    ])
      expect(
        Rule.safeParse({ fact: "established_months", operator: "between", value }).success,
      ).toBe(false);
  });
});
