import { z } from "zod";
import { findFact, type IndicatorCode, type IndicatorValue } from "./indicators";
import type { Unit } from "./definition";
import type { Coverage } from "./windows";

/** From `from` (included) to `to` (excluded), in the fact's unit; null is open. */
export type Band = { from: number | null; to: number | null };
export type BandValue = {
  code: IndicatorCode;
  band: Band | null;
  /** Of facts that are yes or no, which a range cannot coarsen. */
  flag: boolean | null;
  asOf: string;
  coverage: Coverage;
  isDisputed?: true;
};

const tenThousandYuan = 1_000_000;
const yuanCuts = [10, 50, 100, 300, 500, 1000, 3000, 5000, 10_000, 50_000].map(
  (amount) => amount * tenThousandYuan,
);
/** Nothing owed is its own band: that it is nothing is the point. */
const arrearsCuts = [1, ...[1, 5, 20, 100].map((amount) => amount * tenThousandYuan)];
const changeCuts = [-5000, -2000, -1000, 0, 1000, 2000, 5000];
const shareCuts = [500, 1000, 2000, 4000, 6000, 8000];
const headcountCuts = [1, 5, 10, 20, 50, 100, 300, 1000];
const monthCuts = [6, 9, 11, 12];
const runCuts = [3, 6, 12, 24, 36];

const cutsByUnit: Record<Unit, readonly number[]> = {
  fen: yuanCuts,
  bp: changeCuts,
  count: headcountCuts,
  months: monthCuts,
  set: [],
  flag: [],
  day: [],
};
const cutsByCode: Partial<Record<IndicatorCode, readonly number[]>> = {
  tax_consecutive_paid_months: runCuts,
  tax_arrears: arrearsCuts,
  insurance_arrears: arrearsCuts,
  water_arrears: arrearsCuts,
  gas_arrears: arrearsCuts,
  tax_revenue_volatility_12m: shareCuts,
  invoice_top_customer_share_12m: shareCuts,
  invoice_void_share_12m: shareCuts,
};

/** The registered cut points of an indicator, ascending: never chosen by whoever asks. */
export function bandCuts(code: IndicatorCode): readonly number[] {
  const unit = findFact(code)?.unit;
  return cutsByCode[code] ?? (unit ? cutsByUnit[unit] : []);
}

/** A day has no band that says anything: it is left out rather than shown as unknown. */
export function isBanded({ code }: { code: IndicatorCode }): boolean {
  return findFact(code)?.unit !== "day";
}

/** The band a value lies in, or null for unknown values and for facts that have no order. */
export function bandOf(code: IndicatorCode, value: IndicatorValue["value"]): Band | null {
  const cuts = bandCuts(code);
  if ((typeof value !== "bigint" && typeof value !== "number") || cuts.length === 0) return null;
  const above = cuts.findIndex((cut) => value < cut);
  if (above === -1) return { from: cuts.at(-1) ?? null, to: null };
  return { from: cuts[above - 1] ?? null, to: cuts[above] ?? null };
}

/** An indicator as a range. What it rests on stays: a recipient must know how good it is. */
export function bandValueOf({ code, value, ...grounds }: IndicatorValue): BandValue {
  const flag = typeof value === "boolean" ? value : null;
  return { code, band: bandOf(code, value), flag, ...grounds };
}

export const CoverageContent = z.strictObject({
  present: z.number().int(),
  expected: z.number().int(),
});
/** A band as it is stored and sent. */
export const BandContent = z.strictObject({
  code: z.string(),
  band: z.strictObject({ from: z.number().nullable(), to: z.number().nullable() }).nullable(),
  flag: z.boolean().nullable(),
  asOf: z.string(),
  coverage: CoverageContent,
  isDisputed: z.literal(true).exactOptional(),
});
