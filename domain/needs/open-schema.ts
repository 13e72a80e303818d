import { z } from "zod";
import { sizeClasses } from "@/domain/enterprises/enterprise";
import { amountBandNames, termBandNames } from "@/domain/products/facets";
import { guaranteeKinds, repaymentKinds } from "@/domain/products/kinds";
import { isText } from "@/domain/shared/text";
import { needPurposes } from "./lifecycle";
import { takeStatuses } from "./open";

const ageBands = ["0-1", "1-3", "3-5", "5-10", "10-"] as const;

/** All that a bank is told before the signature: what at least ten enterprises share, and what is asked for. */
export const NeedBands = z.strictObject({
  amount: z.enum(amountBandNames),
  term: z.enum(termBandNames),
  purpose: z.enum(needPurposes),
  repayment: z.enum(repaymentKinds).optional(),
  guarantee: z.enum(guaranteeKinds).optional(),
  district: z.string().optional(),
  section: z.string().optional(),
  size: z.enum(sizeClasses).optional(),
  /** Whole years since establishment. */
  age: z.enum(ageBands).optional(),
});
export type NeedBands = z.infer<typeof NeedBands>;

export const openWorkingDays = { min: 1, max: 10, usual: 3 } as const;

export const OpenNeedInput = z.strictObject({
  /** Made by the form, so that a second press is the same opening. */
  id: z.uuid(),
  needId: z.uuid(),
  /** Absent: all banks. */
  zone: z.string().max(40).optional(),
  workingDays: z
    .int({ error: "closes_out_of_range" })
    .min(openWorkingDays.min, { error: "closes_out_of_range" })
    .max(openWorkingDays.max, { error: "closes_out_of_range" }),
});
export type OpenNeedInput = z.infer<typeof OpenNeedInput>;

export const OpenNeedIdInput = z.strictObject({ openNeedId: z.uuid() });
export type OpenNeedIdInput = z.infer<typeof OpenNeedIdInput>;

const TakenBy = z.strictObject({
  id: z.uuid(),
  place: z.int(),
  status: z.enum(takeStatuses),
  message: z.string().nullable(),
  takenAt: z.date(),
  applicationId: z.uuid().nullable(),
  bank: z.strictObject({ name: z.string(), nameEn: z.string() }),
  product: z.strictObject({
    id: z.uuid(),
    name: z.strictObject({ zh: z.string(), en: z.string() }),
    isOnOffer: z.boolean(),
  }),
});

/** One opening of a need as its firm sees it. */
export const OwnOpening = z.strictObject({
  id: z.uuid(),
  zone: z.string().nullable(),
  bands: NeedBands,
  isOpen: z.boolean(),
  openedAt: z.date(),
  closesAt: z.date(),
  takes: z.array(TakenBy),
});
export type OwnOpening = z.infer<typeof OwnOpening>;

export const OwnOpeningsView = z.strictObject({
  /** What a bank would be told today. */
  preview: NeedBands,
  /** The latest first. */
  openings: z.array(OwnOpening),
});
export type OwnOpeningsView = z.infer<typeof OwnOpeningsView>;

export const AnswerTakeInput = z.strictObject({ takeId: z.uuid() });
export type AnswerTakeInput = z.infer<typeof AnswerTakeInput>;
export const AcceptTakeInput = AnswerTakeInput.extend({ applicationId: z.uuid() });
export type AcceptTakeInput = z.infer<typeof AcceptTakeInput>;

/** One open need as a bank sees it. */
export const OpenNeedView = z.strictObject({
  id: z.uuid(),
  zone: z.string().nullable(),
  bands: NeedBands,
  isOpen: z.boolean(),
  openedAt: z.date(),
  closesAt: z.date(),
  /** How many banks have taken it up, this one included. */
  takers: z.int(),
  /** What came of this bank's answer; null if it gave none. */
  mine: z
    .strictObject({
      status: z.enum(takeStatuses),
      productId: z.uuid(),
      message: z.string().nullable(),
    })
    .nullable(),
});
export type OpenNeedView = z.infer<typeof OpenNeedView>;

export const TakeNeedInput = z.strictObject({
  id: z.uuid(),
  openNeedId: z.uuid(),
  productId: z.uuid({ error: "required" }),
  message: z.string().trim().max(200, { error: "message_too_long" }).refine(isText).optional(),
});
export type TakeNeedInput = z.infer<typeof TakeNeedInput>;
