/** A product as a bank publishes it: plain JSON, amounts in fen, terms in months, spreads in basis points. */
export type Text = { zh: string; en: string };
export type Condition = { fact: string; operator: Operator; value?: number | string | string[] };
export type Operator =
  | "gte"
  | "lte"
  | "gt"
  | "lt"
  | "eq"
  | "in"
  | "not_in"
  | "is_true"
  | "is_false";
export type Rule = Condition | { all: Rule[] } | { any: Rule[] } | { not: Rule };
export type Repayment =
  | "equal_instalments"
  | "equal_principal"
  | "interest_first"
  | "bullet"
  | "revolving"
  | "flat";
export type Guarantee = "none" | "collateral" | "guarantor" | "mixed";
export type ProductKind =
  | "credit"
  | "collateral"
  | "guarantee"
  | "receivables"
  | "orders"
  | "warehouse_receipts"
  | "ip_pledge"
  | "procurement"
  | "agriculture"
  | "renewal";
export type ItemNeed = {
  item: string;
  granularity: "raw" | "monthly" | "indicator" | "band" | "predicate";
  why: Text;
  isRequired: boolean;
};
type Fee = {
  name: Text;
  timing: "upfront" | "per_period" | "at_end";
  basisPoints?: number;
  amount?: number;
};

/**
 * How interest is reckoned where it is not 30/360 to the fen, and what paying early costs. Due days and principal stay as
 * `principalPlan` plays them: the history a bank tells is of these very loans.
 */
type Convention = {
  dayCount?: "ACT/365" | "ACT/360";
  grace?: { interestFreeMonths?: number };
  instalmentMultiple?: number;
  prepayment?: { isAllowed: boolean; feeBasisPoints?: number; freeAfterMonths?: number };
};

export type Product = Convention & {
  code: string;
  name: Text;
  summary: Text;
  kind: ProductKind;
  guarantee: Guarantee;
  amountMin: number;
  amountMax: number;
  termMin: number;
  termMax: number;
  repaymentKinds: Repayment[];
  lprTenor: "1y" | "5y";
  spreadMin: number;
  spreadMax: number;
  fees: Fee[];
  regions: string[];
  isFirstLoan: boolean;
  isPolicy: boolean;
  materials: Text[];
  promisedWorkingDays: number;
  purposeTemplate: "loan_application";
  items: ItemNeed[];
  eligibility: Rule;
};

/** What tells one product from another; the rest follows from it. */
export type Draft = {
  code: string;
  zh: string;
  en: string;
  /** For whom, completing "for …" / "面向…". */
  audience: Text;
  kind: ProductKind;
  guarantee?: Guarantee;
  /** Ten thousand yuan. */
  amount: [min: number, max: number];
  term: [min: number, max: number];
  repayment: Repayment[];
  spread: [min: number, max: number];
  tenor?: "1y" | "5y";
  fees?: Fee[];
  convention?: Convention;
  regions?: string[];
  isFirstLoan?: boolean;
  isPolicy?: boolean;
  days: number;
  rules: Rule[];
  /** What the bank wants of an item besides the indicators its rules ask for. */
  sees?: Partial<Record<string, "monthly" | "raw">>;
  /** Items it would like to see in bands but does not insist on. */
  wishes?: string[];
};
