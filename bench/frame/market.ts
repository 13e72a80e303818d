import type { Facts } from "@/domain/matching/evaluate";
import type { Rule } from "@/domain/products/rule";
import type { ProductContent } from "@/domain/products/schema";

/** Conditions of each rule below. */
export const predicates = 12;
export const asOf = "2026-10-31";

/** A small generator of numbers, so that every run judges the same products. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    // The low bits of such a generator repeat; the high ones do not.
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** One firm, of whom the invoices are not known. */
export const firm: Facts = new Map<string, bigint | number | string | boolean | null>([
  ["established_months", 61],
  ["industry_section", "C"],
  ["district", "330102"],
  ["size_class", "small"],
  ["open_penalties", 0],
  ["abnormal_listed", false],
  ["tax_credit_grade", "B"],
  ["tax_revenue_12m", 480_000_000n],
  ["tax_revenue_growth", 820],
  ["tax_paid_months_12m", 12],
  ["tax_arrears", 0n],
  ["invoice_sales_12m", null],
  ["insured_headcount", 18],
]);

/** The firm passes most thresholds, so that rules are read to their end as often as not. */
function ruleOf(next: (below: number) => number): Rule {
  return {
    all: [
      { fact: "established_months", operator: "gte", value: 12 + next(60) },
      { not: { fact: "industry_section", operator: "in", value: ["K", "H"] } },
      { fact: "district", operator: "in", value: ["330102", "330105", "330106"] },
      { fact: "size_class", operator: "in", value: ["micro", "small"] },
      { fact: "open_penalties", operator: "lte", value: next(3) },
      { fact: "abnormal_listed", operator: "is_false" },
      { fact: "tax_credit_grade", operator: "in", value: next(3) ? ["A", "B", "M"] : ["A"] },
      { fact: "tax_revenue_12m", operator: "gte", value: 100_000_000 + next(450_000_000) },
      {
        any: [
          { fact: "tax_revenue_growth", operator: "gte", value: next(1_500) },
          { fact: "invoice_sales_12m", operator: "gte", value: 300_000_000 },
        ],
      },
      { fact: "tax_paid_months_12m", operator: "gte", value: 10 + next(3) },
      { fact: "insured_headcount", operator: "gte", value: next(25) },
    ],
  };
}

/** As many rules of twelve conditions, the same in every run. */
export function rulesOf(count: number): Rule[] {
  const next = numbers(7);
  return Array.from({ length: count }, () => ruleOf(next));
}

/** A product with a rule; products differ in their rates, so that they are ranked by more than name. */
export function productOf(
  eligibility: Rule,
  index: number,
): { id: string; content: ProductContent } {
  const code = `product-${index}`;
  return {
    id: code,
    content: {
      code,
      name: { zh: "税易贷", en: "Tax loan" },
      summary: { zh: "凭纳税记录贷款", en: "A loan on tax records" },
      kind: "credit",
      guarantee: "none",
      amountMin: 10_000_000,
      amountMax: 300_000_000,
      termMin: 3,
      termMax: 36,
      repaymentKinds: ["equal_instalments", "interest_first"],
      lprTenor: "1y",
      spreadMin: index % 97,
      spreadMax: 120 + (index % 193),
      fees: [],
      regions: [],
      isFirstLoan: false,
      isPolicy: false,
      materials: [],
      promisedWorkingDays: 5,
      purposeTemplate: "loan_application",
      items: [],
      eligibility,
    },
  };
}
