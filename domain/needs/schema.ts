import { z } from "zod";
import { guaranteeKinds, repaymentKinds } from "@/domain/products/kinds";
import { needPurposes, needStatuses } from "./lifecycle";

/** 1 万元 to 1 亿元, in fen; the table's check holds the same bounds. */
const needAmount = { min: 1_000_000n, max: 10_000_000_000n } as const;
const needTerm = { min: 1, max: 360 } as const;

const Need = z.strictObject({
  /** Made by the form, so that a second press is the same need. */
  id: z.uuid(),
  amount: z
    .bigint({ error: "amount_missing" })
    .min(needAmount.min, { error: "amount_too_small" })
    .max(needAmount.max, { error: "amount_too_large" }),
  termMonths: z
    .int({ error: "term_missing" })
    .min(needTerm.min, { error: "term_out_of_range" })
    .max(needTerm.max, { error: "term_out_of_range" }),
  purpose: z.enum(needPurposes, { error: "purpose_missing" }),
  purposeText: z.string().trim().max(200, { error: "purpose_text_too_long" }).optional(),
  /** Absent: any will do. */
  repayment: z.enum(repaymentKinds).optional(),
  guarantee: z.enum(guaranteeKinds).optional(),
});

export const CreateNeedInput = Need.refine(
  ({ purpose, purposeText }) => purpose !== "other" || Boolean(purposeText),
  { path: ["purposeText"], error: "purpose_text_missing" },
);
export type CreateNeedInput = z.infer<typeof CreateNeedInput>;

/** All that is wanted, said anew; `purposeText`, `repayment` and `guarantee` left out are taken away. */
export const UpdateNeedInput = Need.omit({ id: true })
  .extend({ needId: z.uuid() })
  .refine(({ purpose, purposeText }) => purpose !== "other" || Boolean(purposeText), {
    path: ["purposeText"],
    error: "purpose_text_missing",
  });
export type UpdateNeedInput = z.infer<typeof UpdateNeedInput>;

export const NeedIdInput = z.strictObject({ needId: z.uuid() });
export type NeedIdInput = z.infer<typeof NeedIdInput>;

export const NeedView = z.strictObject({
  id: z.uuid(),
  enterpriseId: z.uuid(),
  amount: z.bigint(),
  termMonths: z.int(),
  purpose: z.enum(needPurposes),
  purposeText: z.string().nullable(),
  repayment: z.enum(repaymentKinds).nullable(),
  guarantee: z.enum(guaranteeKinds).nullable(),
  status: z.enum(needStatuses),
  createdAt: z.date(),
});
export type NeedView = z.infer<typeof NeedView>;

export const NeedListInput = z.strictObject({ before: z.uuid().optional() });
export type NeedListInput = z.infer<typeof NeedListInput>;

export const NeedListView = z.strictObject({
  needs: z.array(
    NeedView.extend({
      eligible: z.int(),
      liveApplications: z.int(),
      openOffers: z.int(),
    }),
  ),
  nextBefore: z.uuid().nullable(),
});
export type NeedListView = z.infer<typeof NeedListView>;
