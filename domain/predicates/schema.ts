import { z } from "zod";
import { DayText } from "@/domain/shared/calendar";
import { itemCodes, type ItemCode } from "@/domain/sources/catalogue";
import { PredicateCode, predicateStates, predicateUnits } from "./lifecycle";

const Wording = z.strictObject({
  zh: z.string().trim().min(4).max(200),
  en: z.string().trim().min(4).max(300),
});

/** A registered question as it is drawn beside its answer. */
export const RegisteredQuestion = z.strictObject({
  code: PredicateCode,
  item: z.enum(itemCodes),
  wording: z.strictObject({ zh: z.string(), en: z.string() }),
  isActive: z.boolean(),
});
export type RegisteredQuestion = z.infer<typeof RegisteredQuestion>;

/** One version of a question in the office's register. */
export const PredicateView = z.strictObject({
  code: PredicateCode,
  version: z.number().int(),
  item: z.enum(itemCodes),
  wording: z.strictObject({ zh: z.string(), en: z.string() }),
  threshold: z.number().int().nullable(),
  unit: z.enum(predicateUnits),
  windowMonths: z.number().int(),
  minMonths: z.number().int(),
  state: z.enum(predicateStates),
  /** Null: shipped with the product. */
  proposedBy: z.enum(["you", "colleague"]).nullable(),
  approvedAt: z.date().nullable(),
});
export type PredicateView = z.infer<typeof PredicateView>;

/**
 * Puts a question forward. The code names what the agency's node computes: under a known code only
 * the wording may differ, another threshold is another code.
 */
export const ProposePredicateInput = z
  .strictObject({
    code: PredicateCode,
    item: z.enum(itemCodes),
    wording: Wording,
    threshold: z.number().int().min(1).max(2_000_000_000).nullable(),
    unit: z.enum(predicateUnits),
    windowMonths: z.number().int().min(1).max(60),
    minMonths: z.number().int().min(1).max(60),
  })
  .superRefine(({ threshold, unit, windowMonths, minMonths }, context) => {
    const issue = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    if (minMonths > windowMonths) issue("minMonths", "min_months_above_window");
    if ((unit === "none") !== (threshold === null)) issue("threshold", "threshold_and_unit");
    if (unit === "percent" && threshold !== null && threshold > 1_000)
      issue("threshold", "percent_too_large");
    if (unit === "months" && threshold !== null && threshold > windowMonths)
      issue("threshold", "threshold_above_window");
  });
export type ProposePredicateInput = z.infer<typeof ProposePredicateInput>;

export const DecidePredicateInput = z.strictObject({
  code: PredicateCode,
  version: z.number().int().min(1).max(100_000),
});
export type DecidePredicateInput = z.infer<typeof DecidePredicateInput>;

const Scope = z
  .string()
  .regex(/^[a-z_]{1,40}:predicate$/)
  .transform((scope) => scope as `${ItemCode}:predicate`);

/** Answers of one item and month that the recipient of a consent does not have yet. */
export const WaitingAnswers = z.strictObject({
  consentId: z.uuid(),
  item: z.enum(itemCodes),
  scope: z.string(),
  /** The last month the answers are about. */
  period: z.iso.date(),
  /** Names exactly these answers, in hex. */
  digest: z.string(),
  answers: z.array(
    z.strictObject({
      question: PredicateCode,
      wording: z.strictObject({ zh: z.string(), en: z.string() }),
      answer: z.enum(["yes", "no", "unknown"]),
      from: z.string(),
      to: z.string(),
    }),
  ),
});
export type WaitingAnswers = z.infer<typeof WaitingAnswers>;

export const ListWaitingAnswersInput = z.strictObject({ consentId: z.uuid() });
export type ListWaitingAnswersInput = z.infer<typeof ListWaitingAnswersInput>;

export const WaitingCount = z.strictObject({
  consentId: z.uuid(),
  waiting: z.number().int(),
});

export const ReleaseAnswerInput = z.strictObject({
  consentId: z.uuid(),
  scope: Scope,
  period: DayText,
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ReleaseAnswerInput = z.infer<typeof ReleaseAnswerInput>;

export const ReleasedAnswer = z.strictObject({ consentId: z.uuid(), seq: z.bigint() });
