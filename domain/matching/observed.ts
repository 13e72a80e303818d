import { z } from "zod";
import { sizeClasses } from "@/domain/enterprises/size";
import { DayText } from "@/domain/shared/calendar";

/** Kinds of firms an observed figure may rest on, the most similar first. */
export const cohortKinds = ["section_and_size", "size", "all"] as const;
export type CohortKind = (typeof cohortKinds)[number];

/** Of which firms: a cell of the table of observations. Null is all sections, all sizes. */
export const CohortView = z.strictObject({
  industrySection: z.string().nullable(),
  size: z.enum(sizeClasses).nullable(),
});
export type Cohort = z.infer<typeof CohortView>;

export const IntervalView = z.strictObject({ low: z.number(), high: z.number() });
export type Interval = z.infer<typeof IntervalView>;

/**
 * What became of the applications of a kind of firm that were decided from one day to another, with
 * never fewer than ten enterprises behind it. Days are working days from submission to the first
 * decision; rates are nominal, in basis points, of the loans paid out in the same days.
 */
export const ObservedView = z.strictObject({
  cohort: z.enum(cohortKinds),
  decided: z.int(),
  enterprises: z.int(),
  approved: z.int(),
  /** Approved of decided, 0–1, and its Wilson interval at 95 %. */
  share: z.number(),
  interval: IntervalView,
  daysMedian: z.number().nullable(),
  /** Loans the rates rest on; 0 where these are not shown. */
  granted: z.int(),
  rateMedian: z.int().nullable(),
  rateLow: z.int().nullable(),
  rateHigh: z.int().nullable(),
  from: DayText,
  to: DayText,
});
export type Observed = z.infer<typeof ObservedView>;

/** The normal quantile of a two-sided 95 %. */
const z95 = 1.959_963_984_540_054;

/**
 * The Wilson score interval at 95 % for a share `part / whole`, within 0–1. Of nothing it is 0–1:
 * nothing is known. Source: E. B. Wilson, JASA 22 (1927) 209–212; recommended for small n by Brown,
 * Cai and DasGupta, Statistical Science 16 (2001) 101–133.
 */
export function wilsonInterval(part: number, whole: number): Interval {
  if (whole === 0) return { low: 0, high: 1 };
  const share = part / whole;
  const square = z95 ** 2;
  const centre = (share + square / (2 * whole)) / (1 + square / whole);
  const half =
    (z95 / (1 + square / whole)) *
    Math.sqrt((share * (1 - share)) / whole + square / (4 * whole ** 2));
  // Rounding must not leave a share of 0 or 1 outside its own interval.
  return {
    low: part === 0 ? 0 : Math.max(0, centre - half),
    high: part === whole ? 1 : Math.min(1, centre + half),
  };
}

/** Which kind of cohort a cell is. */
export function cohortKindOf({ industrySection, size }: Cohort): CohortKind {
  if (size === null) return "all";
  return industrySection === null ? "size" : "section_and_size";
}

/** The order of cohorts: the most similar to a firm first. */
export const bySimilarity = (a: Cohort, b: Cohort): number =>
  cohortKinds.indexOf(cohortKindOf(a)) - cohortKinds.indexOf(cohortKindOf(b));

/** The cells a firm may be compared with, the most similar first; what is not known of it narrows nothing. */
export function cohortsOf({ industrySection, size }: Cohort): Cohort[] {
  const all = { industrySection: null, size: null };
  if (size === null) return [all];
  const ofSize = { industrySection: null, size };
  return industrySection === null ? [ofSize, all] : [{ industrySection, size }, ofSize, all];
}
