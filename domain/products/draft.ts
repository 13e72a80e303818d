import { z } from "zod";
import { granularities, itemCodes } from "@/domain/sources/catalogue";
import { Convention } from "./convention";
import { Rule } from "./rule";
import { feeTimings, guaranteeKinds, lprTenors, productKinds, repaymentKinds } from "./kinds";
import type { ProductContent } from "./schema";

const Text = z.strictObject({ zh: z.string().max(600), en: z.string().max(900) });
const whole = z.number().int().safe();

/**
 * A product as far as it is written: everything may be missing, numbers may be any, and nothing has
 * to fit together yet; only sizes are bounded. What stands in the way of submitting it is
 * `productProblems`' to say.
 */
export const ProductDraft = z
  .strictObject({
    code: z.string().max(40),
    name: Text,
    summary: Text,
    kind: z.enum(productKinds),
    guarantee: z.enum(guaranteeKinds),
    amountMin: whole,
    amountMax: whole,
    termMin: whole,
    termMax: whole,
    repaymentKinds: z.array(z.enum(repaymentKinds)).max(repaymentKinds.length),
    lprTenor: z.enum(lprTenors),
    spreadMin: whole,
    spreadMax: whole,
    fees: z
      .array(
        z.strictObject({
          name: Text,
          timing: z.enum(feeTimings),
          basisPoints: whole.optional(),
          amount: whole.optional(),
        }),
      )
      .max(10),
    regions: z.array(z.string().max(6)).max(60),
    isFirstLoan: z.boolean(),
    isPolicy: z.boolean(),
    materials: z.array(Text).max(20),
    ...Convention.shape,
    dueDay: whole,
    instalmentMultiple: whole,
    prepayment: z.strictObject({
      isAllowed: z.boolean(),
      feeBasisPoints: whole.optional(),
      freeAfterMonths: whole.optional(),
    }),
    promisedWorkingDays: whole,
    validFrom: z.string().max(10),
    validTo: z.string().max(10),
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
      .max(30),
    eligibility: Rule,
  })
  .partial();
export type ProductDraft = z.infer<typeof ProductDraft>;

/** What a new product begins with; everything else is its writer's to say. */
export const emptyDraft: ProductDraft = {
  purposeTemplate: "loan_application",
  fees: [],
  regions: [],
  materials: [],
  items: [],
  isFirstLoan: false,
  isPolicy: false,
};

/** The same product under no code yet: a copy is another product. */
export function copyOf(content: ProductContent): ProductDraft {
  const { code: _code, validFrom: _from, validTo: _to, ...rest } = content;
  return rest;
}
