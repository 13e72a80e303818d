import { addMonths, type Month, monthsBetween, monthsEnding } from "@/domain/shared/calendar";
import { basisPointsOf } from "@/domain/shared/money";

/**
 * How windows are read. A window of n months ends with the month asked about and includes it. A
 * month is *present* if the source has a record of it, a nil return included; a missing month is
 * neither zero nor guessed: it lowers the coverage, and sums and counts run over what is there.
 * With no month present the value is null (unknown), as is every ratio whose whole is not positive.
 */
export type Coverage = { present: number; expected: number };
export type FactValue = bigint | number | string | boolean | null;
export type Computed = {
  value: FactValue;
  asOf: Month;
  coverage: Coverage;
  /** Some record the value rests on is disputed at its agency. Absent in what was stored before. */
  isDisputed?: true;
};

type Disputable = { disputed?: true };
type Monthly = { month: Month } & Disputable;

/** The mark of a value that rests on records of which one is disputed; nothing where none is. */
export function disputeOf(records: readonly Disputable[]): { isDisputed?: true } {
  return records.some(({ disputed }) => disputed) ? { isDisputed: true } : {};
}

/** What a rule may take as known: nothing that is disputed. Shown, the value stays what it is. */
export function settledValue({ value, isDisputed }: Pick<Computed, "value" | "isDisputed">) {
  return isDisputed ? null : value;
}

export const windowOfArrears = 24;
export const windowOfRuns = 36;
/** A level (a headcount) or a run is current if it is at most this many months old. */
const currentWithin = 2;
/** Year-on-year changes compare like with like and need at least this many pairs of months. */
const fewestPairs = 6;
const fewestForSpread = 6;

/** The latest record of each month of the window, oldest month first. */
export function windowOf<R extends Monthly>(
  records: readonly R[],
  last: Month,
  length: number,
): R[] {
  const latest = new Map(records.map((record) => [record.month, record]));
  return monthsEnding(last, length).flatMap((month) => latest.get(month) ?? []);
}

/** A value over the months present in a window. */
export function over<R extends Monthly>(
  records: readonly R[],
  last: Month,
  length: number,
  valueOf: (present: readonly R[]) => FactValue,
): Computed {
  const present = windowOf(records, last, length);
  return {
    value: present.length === 0 ? null : valueOf(present),
    asOf: present.at(-1)?.month ?? last,
    coverage: { present: present.length, expected: length },
    ...disputeOf(present),
  };
}

/**
 * Change of twelve months against the twelve before in basis points (+1000 = 10 % more), over the
 * pairs of months that both years have, so that a missing month does not look like growth.
 */
export function changeOverYear<R extends Monthly>(
  records: readonly R[],
  last: Month,
  amountOf: (record: R) => bigint,
): Computed {
  const latest = new Map(records.map((record) => [record.month, record]));
  let now = 0n;
  let before = 0n;
  const compared: R[] = [];
  let asOf = last;
  for (const month of monthsEnding(last, 12)) {
    const current = latest.get(month);
    const earlier = latest.get(addMonths(month, -12));
    if (!current || !earlier) continue;
    now += amountOf(current);
    before += amountOf(earlier);
    compared.push(current, earlier);
    asOf = month;
  }
  const pairs = compared.length / 2;
  return {
    value: pairs < fewestPairs ? null : basisPointsOf(now - before, before),
    asOf,
    coverage: { present: pairs, expected: 12 },
    ...disputeOf(compared),
  };
}

/** A level as of the latest month present, unknown once that is more than two months old. */
export function latestLevel<R extends Monthly>(
  records: readonly R[],
  last: Month,
  levelOf: (record: R) => number,
): Computed {
  const record = windowOf(records, last, currentWithin + 1).at(-1);
  return {
    value: record ? levelOf(record) : null,
    asOf: record?.month ?? last,
    coverage: { present: record ? 1 : 0, expected: 1 },
    ...disputeOf(record ? [record] : []),
  };
}

/**
 * Months in a row for which `holds`, counted back from the latest month present; a missing month
 * ends the run, and a latest month more than two months old leaves it unknown.
 */
export function runOfMonths<R extends Monthly>(
  records: readonly R[],
  last: Month,
  holds: (record: R) => boolean,
): Computed {
  const present = windowOf(records, last, windowOfRuns);
  const latest = present.at(-1)?.month;
  const coverage = { present: present.length, expected: windowOfRuns };
  const dispute = disputeOf(present);
  if (latest === undefined || monthsBetween(latest, last) > currentWithin) {
    return { value: null, asOf: latest ?? last, coverage, ...dispute };
  }
  let run = 0;
  for (const record of present.toReversed()) {
    if (record.month !== addMonths(latest, -run) || !holds(record)) break;
    run += 1;
  }
  return { value: run, asOf: latest, coverage, ...dispute };
}

/** Population standard deviation over mean, in basis points; null under six months or if mean ≤ 0. */
export function volatility(amounts: readonly bigint[]): number | null {
  if (amounts.length < fewestForSpread) return null;
  const values = amounts.map(Number);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (mean <= 0) return null;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Math.round((Math.sqrt(variance) / mean) * 10_000);
}
