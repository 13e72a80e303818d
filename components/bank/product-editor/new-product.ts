import type { ProductDraft } from "@/domain/products/draft";

/** What most products of a bank have in common, so that a new one begins with few blanks. */
export const newProduct: ProductDraft = {
  kind: "credit",
  guarantee: "none",
  amountMin: 10_000_000,
  amountMax: 300_000_000,
  termMin: 3,
  termMax: 12,
  repaymentKinds: ["equal_instalments", "interest_first"],
  lprTenor: "1y",
  spreadMin: 50,
  spreadMax: 150,
  fees: [],
  regions: [],
  isFirstLoan: false,
  isPolicy: false,
  materials: [],
  promisedWorkingDays: 3,
  purposeTemplate: "loan_application",
  items: [
    {
      item: "tax_declarations",
      granularity: "indicator",
      why: { zh: "核实销售收入和纳税情况", en: "To verify revenue and taxes paid" },
      isRequired: true,
    },
  ],
  eligibility: {
    all: [
      { fact: "established_months", operator: "gte", value: 12 },
      { fact: "abnormal_listed", operator: "is_false" },
      { fact: "tax_credit_grade", operator: "in", value: ["A", "B", "M"] },
    ],
  },
};

/** A code from an English name: "Tax Loan 2" → "tax-loan-2"; empty where that gives none. */
export function codeFrom(nameEn: string): string {
  const code = nameEn
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .slice(0, 40)
    .replaceAll(/^-+|-+$/gu, "");
  return code.length >= 3 ? code : "";
}
