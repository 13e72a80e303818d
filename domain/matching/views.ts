import { z } from "zod";
import { NeedView } from "@/domain/needs/schema";
import { repaymentKinds } from "@/domain/products/schema";
import { ProductView } from "@/domain/products/views";
import { MonthText } from "@/domain/shared/calendar";
import { units } from "@/domain/profiles/definition";
import { verdicts } from "./verdict";

const Term = z.strictObject({
  unit: z.enum([...units, "day", "month"]),
  value: z.union([
    z.bigint(),
    z.number(),
    z.string(),
    z.boolean(),
    z.null(),
    z.array(z.string()).readonly(),
  ]),
});

/** A message key with its parameters, drawn by `components/matching/sentence.tsx`. */
export const SentenceView = z.strictObject({
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), Term])),
});
export type SentenceView = z.infer<typeof SentenceView>;

const MatchPriceView = z.strictObject({
  repaymentKind: z.enum(repaymentKinds),
  isPreferredKind: z.boolean(),
  nominalFrom: z.int(),
  nominalTo: z.int(),
  /** Annual rates at both ends of the product's nominal rates; null where there is no single one. */
  annualFrom: z.string().nullable(),
  annualTo: z.string().nullable(),
  /** At the middle of the range: what the ranking goes by. */
  totalCost: z.bigint(),
  totalInterest: z.bigint(),
  totalFees: z.bigint(),
  firstDue: z.bigint(),
});

export const MatchView = ProductView.omit({ price: true }).extend({
  verdict: z.enum(verdicts),
  price: MatchPriceView.nullable(),
  /** What fails or is not known, the strongest first. */
  reasons: z.array(SentenceView),
  /** What would change a refusal. */
  changes: z.array(SentenceView),
  settling: SentenceView.nullable(),
  /** The items to allow that could settle an unknown. */
  settlingItems: z.array(z.string()),
  /** Every condition of the product with what came of it. */
  checklist: z.array(
    z.strictObject({ outcome: z.enum(["met", "failed", "unknown"]), sentence: SentenceView }),
  ),
});
export type MatchView = z.infer<typeof MatchView>;

export const MatchListView = z.strictObject({
  need: NeedView,
  matches: z.array(MatchView),
  /** The matching consent that was read under; null where there is none. */
  consent: z
    .strictObject({ id: z.uuid(), scopes: z.array(z.string()), validTo: z.date() })
    .nullable(),
  /** Why the gate did not answer although there is a consent. */
  withheld: z.string().nullable(),
  /** The last month the facts can be as of. */
  month: MonthText,
});
export type MatchListView = z.infer<typeof MatchListView>;

export const MatchRunView = z.strictObject({
  needId: z.uuid(),
  eligible: z.int(),
  unknown: z.int(),
  notEligible: z.int(),
});
