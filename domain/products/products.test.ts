import { describe, expect, test } from "vitest";
import { Rule, ruleIssues } from "./rule";
import { ProductContent } from "./schema";

const content = {
  code: "tax-loan",
  name: { zh: "税易贷", en: "Tax loan" },
  summary: { zh: "凭税授信", en: "On tax records" },
  kind: "credit",
  guarantee: "none",
  amountMin: 10_000_000,
  amountMax: 300_000_000,
  termMin: 3,
  termMax: 36,
  repaymentKinds: ["equal_instalments"],
  lprTenor: "1y",
  spreadMin: 20,
  spreadMax: 120,
  fees: [],
  regions: ["330100"],
  isFirstLoan: false,
  isPolicy: false,
  materials: [],
  promisedWorkingDays: 3,
  purposeTemplate: "loan_application",
  items: [
    {
      item: "tax_declarations",
      granularity: "indicator",
      why: { zh: "核实收入", en: "To verify revenue" },
      isRequired: true,
    },
  ],
  eligibility: { all: [{ fact: "tax_revenue_12m", operator: "gte", value: 100_000_000 }] },
};
const item = content.items[0];

test("a product that fits together is taken as it is", () => {
  expect(ProductContent.parse(content)).toEqual(content);
});

test.each([
  ["amounts reversed", { amountMin: 2, amountMax: 1 }, "amountMax"],
  ["terms reversed", { termMin: 12, termMax: 6 }, "termMax"],
  ["spreads reversed", { spreadMin: 100, spreadMax: 0 }, "spreadMax"],
  ["a fee of nothing", { fees: [{ name: content.name, timing: "upfront" }] }, "fees.0"],
  ["an item asked for twice", { items: [item, item] }, "items"],
  ["an item nobody has", { items: [{ ...item, item: "horoscope" }] }, "items.0.item"],
  ["a code with capitals", { code: "Tax" }, "code"],
  ["a key of its own", { colour: "red" }, ""],
  ["no repayment", { repaymentKinds: [] }, "repaymentKinds"],
  [
    "fees as large as its smallest loan",
    { fees: [{ name: content.name, timing: "upfront", amount: 10_000_000 }] },
    "fees",
  ],
  [
    "fees that come to it over its longest term",
    { fees: [{ name: content.name, timing: "per_period", basisPoints: 278 }] },
    "fees",
  ],
  [
    "grace as long as its shortest term",
    { grace: { principalMonths: 3 } },
    "grace.principalMonths",
  ],
  [
    "months without interest beyond it",
    { grace: { interestFreeMonths: 4 } },
    "grace.interestFreeMonths",
  ],
  ["a grace of its own kind", { grace: { feeMonths: 1 } }, "grace"],
  ["a due day that some months lack", { dueDay: 29 }, "dueDay"],
  [
    "instalments rounded to more than 100 yuan",
    { instalmentMultiple: 10_001 },
    "instalmentMultiple",
  ],
  [
    "a rule on what it does not ask for",
    { items: [{ ...item, granularity: "band" }] },
    "eligibility",
  ],
])("a product with %s is refused", (_case, over, path) => {
  const { error } = ProductContent.safeParse({ ...content, ...over });
  expect(error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
});

describe("rule issues", () => {
  test.each([
    [{ fact: "sex", operator: "eq", value: "f" }, "fact_unknown"],
    [{ fact: "abnormal_listed", operator: "gte", value: 1 }, "operator_not_for_fact"],
    [{ fact: "district", operator: "gte", value: 1 }, "operator_not_for_fact"],
    [{ fact: "tax_credit_grade", operator: "in", value: "A" }, "value_not_for_operator"],
    [{ fact: "established_months", operator: "gte" }, "value_not_for_operator"],
    [{ fact: "abnormal_listed", operator: "is_false", value: 0 }, "value_not_for_operator"],
    [{ fact: "gas_arrears", operator: "lte", value: 0 }, "item_not_requested"],
  ])("%j: %s", (condition, reason) => {
    const rule = Rule.parse({ not: { any: [condition] } });
    expect(ruleIssues(rule, new Set())).toMatchObject([{ reason, fact: condition.fact }]);
  });

  test("public facts need no item", () => {
    const rule: Rule = {
      all: [
        { fact: "established_months", operator: "gte", value: 12 },
        { fact: "tax_credit_grade", operator: "in", value: ["A", "B", "M"] },
        { fact: "abnormal_listed", operator: "is_false" },
      ],
    };
    expect(ruleIssues(rule, new Set())).toEqual([]);
  });

  test("an amount that is not an integer is no condition", () => {
    expect(Rule.safeParse({ fact: "tax_arrears", operator: "lte", value: 0.5 }).success).toBe(
      false,
    );
  });
});
