import { z } from "zod";
import { DayText } from "@/domain/shared/calendar";
import { granularities, itemCodes } from "@/domain/sources/catalogue";
import { incoherences } from "./coherence";
import { conventionShape } from "./convention";
import { feeTimings, guaranteeKinds, lprTenors, productKinds, repaymentKinds } from "./kinds";
import { Rule, ruleIssues } from "./rule";

export type ProductKind = (typeof productKinds)[number];
export type GuaranteeKind = (typeof guaranteeKinds)[number];
export type RepaymentKind = (typeof repaymentKinds)[number];
export type LprTenor = (typeof lprTenors)[number];
export type FeeTiming = (typeof feeTimings)[number];

/** A text in which there is something to see. */
const said = (most: number) =>
  z
    .string()
    .regex(/[\p{L}\p{N}\p{P}\p{S}]/u)
    .max(most);
const Text = z.strictObject({ zh: said(600), en: said(900) });

/** A charge besides interest: a share of the principal in basis points, or a fixed amount in fen. */
export const Fee = z.strictObject({
  name: Text,
  timing: z.enum(feeTimings),
  basisPoints: z.number().int().min(0).max(2_000).optional(),
  amount: z.number().int().min(0).max(100_000_00).optional(),
});
export type Fee = z.infer<typeof Fee>;

/** Everything a version of a product says; what changes makes a new version. Amounts in fen, terms in whole months. */
export const ProductFields = z.strictObject({
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
  ...conventionShape,
  promisedWorkingDays: z.number().int().min(1).max(60),
  /** The days it can be applied for; open unless said. */
  validFrom: DayText.optional(),
  validTo: DayText.optional(),
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

export type ProductFields = z.infer<typeof ProductFields>;

/** A product version with everything that must fit together: ranges, items asked once, rules on facts asked for. */
export const ProductContent = ProductFields.superRefine((product, context) => {
  const refuse = (path: (string | number)[], message: string) =>
    context.addIssue({ code: "custom", path, message });
  for (const { path, reason } of incoherences(product)) refuse(path, reason);
  const scopes = product.items.map(({ item, granularity }) => `${item}:${granularity}`);
  for (const issue of ruleIssues(product.eligibility, new Set(scopes))) {
    refuse(["eligibility"], `${issue.reason}: ${issue.fact}`);
  }
});
export type ProductContent = z.infer<typeof ProductContent>;
