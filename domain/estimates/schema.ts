import { z } from "zod";
import { sizeClasses } from "@/domain/enterprises/size";
import { industrySections, type IndustrySection } from "@/domain/enterprises/industry";
import { CohortView, IntervalView, ObservedView } from "@/domain/matching/observed";

const letters = industrySections.map(({ letter }) => letter) as [
  IndustrySection,
  ...IndustrySection[],
];

/** 1 万元 to 1 亿元 in fen and 1 to 360 months, as a need may be. */
const Asked = {
  amount: z.bigint().min(1_000_000n).max(10_000_000_000n).optional(),
  termMonths: z.int().min(1).max(360).optional(),
};
export const OwnEstimateInput = z.strictObject(Asked);
export type OwnEstimateInput = z.infer<typeof OwnEstimateInput>;

/** What a visitor tells of a firm; nothing of it is kept. The size, or the staff it follows from. */
export const EstimateInput = z.strictObject({
  ...Asked,
  industrySection: z.enum(letters).optional(),
  size: z.enum(sizeClasses).optional(),
  employees: z.int().min(0).max(10_000_000).optional(),
});
export type EstimateInput = z.infer<typeof EstimateInput>;

/** Quarter, half and three quarters of the loans stand below; fen. */
const QuartilesView = z.strictObject({ low: z.bigint(), median: z.bigint(), high: z.bigint() });

/** Firms that are compared with: what they have in common, and how many they are. */
const ComparedView = CohortView.extend({ cohort: ObservedView.shape.cohort });

export const ChanceView = ComparedView.extend({
  decided: z.int(),
  enterprises: z.int(),
  approved: z.int(),
  share: z.number(),
  interval: IntervalView,
});
export type ChanceView = z.infer<typeof ChanceView>;

export const AmountView = ComparedView.extend({
  /** Loans granted. */
  granted: z.int(),
  amounts: QuartilesView,
  /** The same, none above what is asked for; null where nothing is. */
  within: QuartilesView.nullable(),
  /** Nominal rates in basis points. */
  rates: z.strictObject({ low: z.int(), median: z.int(), high: z.int() }),
  /** What is asked for repaid in equal instalments: interest at the lower and the upper rate, in fen. */
  interest: z.strictObject({ low: z.bigint(), high: z.bigint() }).nullable(),
});
export type AmountView = z.infer<typeof AmountView>;

/** What became of similar firms' applications. Never a promise; null where fewer than ten stand behind it. */
export const EstimateView = z.strictObject({
  /** The firm compared with. */
  firm: CohortView,
  amount: z.bigint().nullable(),
  termMonths: z.int().nullable(),
  chance: ChanceView.nullable(),
  granted: AmountView.nullable(),
  /** The days looked at; null where there is no estimate. */
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type EstimateView = z.infer<typeof EstimateView>;
