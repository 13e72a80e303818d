import { z } from "zod";
import { NeedIdInput, NeedView } from "@/domain/needs/schema";
import { repaymentKinds } from "@/domain/products/kinds";
import { ProductView } from "@/domain/products/views";
import { DayText, MonthText } from "@/domain/shared/calendar";
import { CoverageContent } from "@/domain/profiles/bands";
import { units } from "@/domain/profiles/definition";
import { itemCodes } from "@/domain/sources/catalogue";
import { ObservedView } from "./observed";
import { verdicts } from "./verdict";
import { RankingWeights } from "./weights";

/** Side by side. */
export const mostCompared = 4;
/** More than a page can be asked for. */
const mostProducts = 1_000_000;

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

const ScoreView = z.strictObject({
  cost: z.number(),
  speed: z.number(),
  likelihood: z.number(),
  total: z.number(),
});

export const MatchView = ProductView.omit({ price: true }).extend({
  verdict: z.enum(verdicts),
  /** Its place among all products of the run, from 1. */
  rank: z.int(),
  price: MatchPriceView.nullable(),
  /** How close to the best on each side, 0 to 1; missing observations count as the median. */
  score: ScoreView,
  /** What became of similar firms' applications; null where too few were. */
  observed: ObservedView.nullable(),
  /** What fails or is not known, the strongest first. */
  reasons: z.array(SentenceView),
  /** What would change a refusal. */
  changes: z.array(SentenceView),
  settling: SentenceView.nullable(),
  /** The items to allow that could settle an unknown. */
  settlingItems: z.array(z.string()),
  /** Every condition of the product with what came of it. */
  checklist: z.array(
    z.strictObject({
      outcome: z.enum(["met", "failed", "unknown"]),
      sentence: SentenceView,
      /** The month the value is as of, and how much of its window its source had. */
      asOf: MonthText.nullable(),
      coverage: CoverageContent.nullable(),
      /** Disputed at its agency, therefore taken as unknown. */
      isDisputed: z.boolean(),
      /** The least that would meet this one; null where it is met, unknown, or nothing would. */
      change: SentenceView.nullable(),
      /** The item that would settle it, of those that settle the verdict. */
      settledBy: z.enum(itemCodes).nullable(),
    }),
  ),
});
export type MatchView = z.infer<typeof MatchView>;

export const MatchListInput = NeedIdInput.extend({
  /** Of the last run where none are given, by cost alone before the first. */
  weights: RankingWeights.optional(),
  /** Only these; every verdict has its own pages otherwise. */
  verdict: z.enum(verdicts).optional(),
  /** The part of each verdict's list that is explained. */
  from: z.int().min(0).max(mostProducts).default(0),
  take: z.int().min(1).max(100).default(100),
  /** Explained besides, wherever they stand. */
  compare: z.array(z.uuid()).max(mostCompared).default([]),
});
export type MatchListInput = z.input<typeof MatchListInput>;

const CountsView = z.strictObject({
  eligible: z.int(),
  unknown: z.int(),
  not_eligible: z.int(),
});

export const MatchListView = z.strictObject({
  need: NeedView,
  weights: RankingWeights,
  /** Of every product judged. */
  counts: CountsView,
  matches: z.array(MatchView),
  compared: z.array(MatchView),
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

export const RunMatchingInput = NeedIdInput.extend({ weights: RankingWeights.optional() });
export type RunMatchingInput = z.infer<typeof RunMatchingInput>;

export const MatchRunView = z.strictObject({
  needId: z.uuid(),
  runId: z.uuid(),
  eligible: z.int(),
  unknown: z.int(),
  notEligible: z.int(),
});
export type MatchRunView = z.infer<typeof MatchRunView>;

export const RunIdInput = z.strictObject({ runId: z.uuid() });
export type RunIdInput = z.infer<typeof RunIdInput>;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A run as it is kept: what was asked, how it was ranked, and the two hashes that prove a replay. */
export const RunView = z.strictObject({
  id: z.uuid(),
  needId: z.uuid(),
  at: z.date(),
  on: DayText,
  month: MonthText,
  amount: z.bigint(),
  termMonths: z.int(),
  weights: RankingWeights,
  engine: z.int(),
  counts: CountsView,
  /** False: it rested on public facts alone. */
  readUnderConsent: z.boolean(),
  inputsHash: sha256,
  resultHash: sha256,
});
export type RunView = z.infer<typeof RunView>;

export const RunListView = z.strictObject({ runs: z.array(RunView) });
export type RunListView = z.infer<typeof RunListView>;

/**
 * What came of a replay: the same result; inputs or result that are not what was kept; inputs that
 * are deleted, do not open, or may not be opened while no matching consent is live.
 */
export const replayOutcomes = [
  "same",
  "inputs_differ",
  "result_differs",
  "inputs_deleted",
  "inputs_unreadable",
  "consent_not_live",
] as const;

export const ReplayView = z.strictObject({
  run: RunView,
  outcome: z.enum(replayOutcomes),
  isSame: z.boolean(),
  /** The engine that judges today; a result it changes is no proof of anything else. */
  engine: z.int(),
  isEngineChanged: z.boolean(),
  /** Of the replay; null where it could not be made. */
  inputsHash: sha256.nullable(),
  resultHash: sha256.nullable(),
  /** The result again: the first of each verdict in their order. */
  results: z.array(
    z.strictObject({
      rank: z.int(),
      productId: z.uuid(),
      version: z.int(),
      bank: z.strictObject({ code: z.string(), name: z.string(), nameEn: z.string() }),
      name: z.strictObject({ zh: z.string(), en: z.string() }),
      verdict: z.enum(verdicts),
      annualRate: z.string().nullable(),
      totalCost: z.bigint().nullable(),
      reason: SentenceView.nullable(),
    }),
  ),
});
export type ReplayView = z.infer<typeof ReplayView>;
