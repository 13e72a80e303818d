import { z } from "zod";
import { dayCounts } from "@/domain/loans/day-count";
import { evidenceScope, findFact } from "@/domain/profiles/indicators";
import type { Unit } from "@/domain/profiles/definition";
import { roundingModes } from "@/domain/shared/money";
import { granularities, itemCodes } from "@/domain/sources/catalogue";

const productKinds = [
  "credit",
  "collateral",
  "guarantee",
  "receivables",
  "orders",
  "warehouse_receipts",
  "ip_pledge",
  "procurement",
  "agriculture",
  "renewal",
] as const;
export const guaranteeKinds = ["none", "collateral", "guarantor", "mixed"] as const;
export const repaymentKinds = [
  "equal_instalments",
  "equal_principal",
  "interest_first",
  "bullet",
  "revolving",
  "flat",
] as const;
const lprTenors = ["1y", "5y"] as const;
const ruleOperators = [
  "gte",
  "lte",
  "gt",
  "lt",
  "eq",
  "in",
  "not_in",
  "is_true",
  "is_false",
] as const;
const feeTimings = ["upfront", "per_period", "at_end"] as const;

export type GuaranteeKind = (typeof guaranteeKinds)[number];
export type RepaymentKind = (typeof repaymentKinds)[number];
export type LprTenor = (typeof lprTenors)[number];
export type RuleOperator = (typeof ruleOperators)[number];
export type FeeTiming = (typeof feeTimings)[number];

/** One eligibility condition over a fact. Amounts are integer fen, rates and changes basis points. */
export const Condition = z.strictObject({
  fact: z.string().min(1).max(60),
  operator: z.enum(ruleOperators),
  /** Integer for ordered operators (fen, bp, count, months), strings for sets, absent for flags. */
  value: z
    .union([
      z.number().int().safe(),
      z.string().max(40),
      z.array(z.string().max(40)).min(1).max(60),
    ])
    .optional(),
});
export type Condition = z.infer<typeof Condition>;

export type Rule = Condition | { all: Rule[] } | { any: Rule[] } | { not: Rule };
export const Rule: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    Condition,
    z.strictObject({ all: z.array(Rule).min(1).max(40) }),
    z.strictObject({ any: z.array(Rule).min(1).max(40) }),
    z.strictObject({ not: Rule }),
  ]),
);

export type RuleIssue = {
  reason:
    | "fact_unknown"
    | "operator_not_for_fact"
    | "value_not_for_operator"
    | "item_not_requested";
  fact: string;
};

const orderedOperators: readonly RuleOperator[] = ["gte", "lte", "gt", "lt", "eq"];
const operatorsByUnit: Record<Unit, readonly RuleOperator[]> = {
  fen: orderedOperators,
  bp: orderedOperators,
  count: orderedOperators,
  months: orderedOperators,
  set: ["eq", "in", "not_in"],
  flag: ["is_true", "is_false"],
};

/**
 * What is wrong with a rule before any enterprise is judged by it: facts nobody registered, operators
 * or values that do not suit them, and facts whose evidence the product does not ask for.
 */
export function ruleIssues(rule: Rule, scopes: ReadonlySet<string>): RuleIssue[] {
  if ("not" in rule) return ruleIssues(rule.not, scopes);
  if ("all" in rule) return rule.all.flatMap((part) => ruleIssues(part, scopes));
  if ("any" in rule) return rule.any.flatMap((part) => ruleIssues(part, scopes));
  const fact = findFact(rule.fact);
  if (!fact) return [{ reason: "fact_unknown", fact: rule.fact }];
  const issues: RuleIssue[] = [];
  if (!operatorsByUnit[fact.unit].includes(rule.operator)) {
    issues.push({ reason: "operator_not_for_fact", fact: rule.fact });
  } else if (!suits(fact.unit, rule)) {
    issues.push({ reason: "value_not_for_operator", fact: rule.fact });
  }
  const scope = evidenceScope(rule.fact);
  if (scope !== null && !scopes.has(scope)) {
    issues.push({ reason: "item_not_requested", fact: rule.fact });
  }
  return issues;
}

function suits(unit: Unit, { operator, value }: Condition): boolean {
  if (unit === "flag") return value === undefined;
  if (unit !== "set") return typeof value === "number";
  return operator === "eq" ? typeof value === "string" : Array.isArray(value);
}

const Text = z.strictObject({ zh: z.string().min(1).max(600), en: z.string().min(1).max(900) });

/** A charge besides interest: a share of the principal in basis points, or a fixed amount in fen. */
export const Fee = z.strictObject({
  name: Text,
  timing: z.enum(feeTimings),
  basisPoints: z.number().int().min(0).max(2_000).optional(),
  amount: z.number().int().min(0).max(100_000_00).optional(),
});
export type Fee = z.infer<typeof Fee>;

/** Everything a version of a product says; what changes makes a new version. Amounts in fen, terms in whole months. */
const ProductFields = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]{3,40}$/),
  name: Text,
  summary: Text,
  kind: z.enum(productKinds),
  guarantee: z.enum(guaranteeKinds),
  amountMin: z.number().int().positive().max(100_000_000_00),
  amountMax: z.number().int().positive().max(100_000_000_00),
  termMin: z.number().int().min(1).max(360),
  termMax: z.number().int().min(1).max(360),
  repaymentKinds: z.array(z.enum(repaymentKinds)).min(1),
  lprTenor: z.enum(lprTenors),
  /** Nominal annual rate = LPR of the tenor + basis points, from–to by the bank's judgement. */
  spreadMin: z.number().int().min(-300).max(2_000),
  spreadMax: z.number().int().min(-300).max(2_000),
  fees: z.array(Fee).max(5),
  regions: z.array(z.string().regex(/^\d{6}$/)).max(60),
  isFirstLoan: z.boolean(),
  isPolicy: z.boolean(),
  materials: z.array(Text).max(12),
  /** How days enter the interest and how fen are rounded; 30/360 and half up unless said. */
  dayCount: z.enum(dayCounts).optional(),
  rounding: z.enum(roundingModes).optional(),
  promisedWorkingDays: z.number().int().min(1).max(60),
  purposeTemplate: z.literal("loan_application"),
  items: z
    .array(
      z.strictObject({
        item: z.enum(itemCodes),
        granularity: z.enum(granularities),
        why: Text,
        isRequired: z.boolean(),
      }),
    )
    .min(1)
    .max(20),
  eligibility: Rule,
});

/** A product version with everything that must fit together: ranges, items asked once, rules on facts asked for. */
export const ProductContent = ProductFields.superRefine((product, context) => {
  const refuse = (path: (string | number)[], message: string) =>
    context.addIssue({ code: "custom", path, message });
  if (product.amountMin > product.amountMax) refuse(["amountMax"], "amount_range_reversed");
  if (product.termMin > product.termMax) refuse(["termMax"], "term_range_reversed");
  if (product.spreadMin > product.spreadMax) refuse(["spreadMax"], "spread_range_reversed");
  for (const [index, fee] of product.fees.entries()) {
    if (!fee.basisPoints && !fee.amount) refuse(["fees", index], "fee_without_amount");
  }
  const scopes = product.items.map(({ item, granularity }) => `${item}:${granularity}`);
  if (new Set(scopes).size < scopes.length) refuse(["items"], "item_asked_twice");
  for (const issue of ruleIssues(product.eligibility, new Set(scopes))) {
    refuse(["eligibility"], `${issue.reason}: ${issue.fact}`);
  }
});
export type ProductContent = z.infer<typeof ProductContent>;
