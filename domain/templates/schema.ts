import { z } from "zod";
import { purposes, readUnits } from "@/domain/consents/lifecycle";
import { granularities, itemCodes } from "@/domain/sources/catalogue";
import { templateStates } from "./lifecycle";

const scopes = itemCodes.flatMap((item) => granularities.map((one) => `${item}:${one}` as const));
const Scope = z.enum(scopes as [(typeof scopes)[number], ...typeof scopes]);

/** One version of what a purpose says and may ever cover. */
export const TemplateView = z.strictObject({
  code: z.enum(purposes),
  version: z.number().int(),
  state: z.enum(templateStates),
  name: z.strictObject({ zh: z.string(), en: z.string() }),
  wording: z.strictObject({ zh: z.string(), en: z.string() }),
  scopes: z.array(z.string()),
  maxValidityDays: z.number().int(),
  maxDataMonths: z.number().int(),
  maxReads: z.number().int(),
  readsPerUnit: z.enum(readUnits).nullable(),
  readsPerCount: z.number().int().nullable(),
  maxFetches: z.number().int(),
  dataLifeDays: z.number().int(),
  /** Fen asked for, from which on a second person signs. */
  secondSignerAbove: z.bigint().nullable(),
  /** Null: shipped with the product. */
  proposedBy: z.enum(["you", "colleague"]).nullable(),
  proposedAt: z.date().nullable(),
  approvedAt: z.date().nullable(),
});
export type TemplateView = z.infer<typeof TemplateView>;

/** A purpose as a visitor reads it. */
export const PurposeView = TemplateView.pick({
  code: true,
  version: true,
  name: true,
  wording: true,
  scopes: true,
  maxValidityDays: true,
  maxDataMonths: true,
  maxReads: true,
  readsPerUnit: true,
  readsPerCount: true,
  maxFetches: true,
  dataLifeDays: true,
});
export type PurposeView = z.infer<typeof PurposeView>;

const Wording = z.string().trim().min(20).max(2_000);
const count = (max: number) => z.number().int().min(1).max(max);

/** Puts a new version of a purpose forward; the one in force stays until another person approves. */
export const ProposeTemplateInput = z
  .strictObject({
    code: z.enum(purposes),
    wording: z.strictObject({ zh: Wording, en: Wording }),
    scopes: z.array(Scope).min(1).max(100),
    maxValidityDays: count(3_660),
    maxDataMonths: count(120),
    maxReads: count(1_000_000),
    readsPerUnit: z.enum(readUnits).nullable(),
    readsPerCount: count(100_000).nullable(),
    maxFetches: count(1_000),
    dataLifeDays: count(1_830),
    secondSignerAbove: z.bigint().min(1n).max(10_000_000_000_000n).nullable(),
  })
  .superRefine((draft, context) => {
    const issue = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    if (new Set(draft.scopes).size < draft.scopes.length) issue("scopes", "scope_twice");
    if ((draft.readsPerUnit === null) !== (draft.readsPerCount === null))
      issue("readsPerCount", "reads_per_half");
    if (draft.readsPerCount !== null && draft.readsPerCount > draft.maxReads)
      issue("readsPerCount", "reads_per_above_all");
  });
export type ProposeTemplateInput = z.infer<typeof ProposeTemplateInput>;

export const DecideTemplateInput = z.strictObject({
  code: z.enum(purposes),
  version: count(100_000),
});
export type DecideTemplateInput = z.infer<typeof DecideTemplateInput>;
