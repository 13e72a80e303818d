import type { RankingSide, RankingWeights } from "./weights";
import { type Verdict, verdicts } from "./verdict";

/** What ranking looks at. No bank can pay for anything here, so nothing else is. */
export type Candidate = {
  id: string;
  code: string;
  verdict: Verdict;
  /** All that is paid beyond the principal, in fen; null where it does not lend what is asked. */
  cost: bigint | number | null;
  /** Working days to a decision, the median observed; null where too few were. */
  days: number | null;
  /** Share of similar firms' applications that were approved, 0 to 1; null where too few were. */
  share: number | null;
};

/** How close to the best on each side, 0 to 1, and weighed together. */
export type Score = Record<RankingSide | "total", number>;

/** Where losses are measured from and by how much, on each side of the candidates of one verdict. */
type Yardstick = { best: number; typical: number; missing: number };
type Yardsticks = ReadonlyMap<Verdict, Record<RankingSide, Yardstick>>;

/** So that a free loan or a decision on the day divides nothing by nothing. */
const leastTypical = { cost: 1, speed: 1, likelihood: 0.01 } as const;

/**
 * What each side is measured with, among the candidates of the same verdict: what one cannot have
 * does not move what one can. `typical` is the median of the side, which a single outlier does not shift.
 */
export function yardsticksOf(candidates: readonly Candidate[]): Yardsticks {
  const known = new Map(
    verdicts.map((verdict) => [
      verdict,
      { cost: [] as number[], speed: [] as number[], likelihood: [] as number[] },
    ]),
  );
  for (const { verdict, cost, days, share } of candidates) {
    const of = known.get(verdict);
    if (cost !== null) of?.cost.push(Number(cost));
    if (days !== null) of?.speed.push(days);
    if (share !== null) of?.likelihood.push(share);
  }
  return new Map(
    [...known].map(([verdict, { cost, speed, likelihood }]) => [
      verdict,
      {
        cost: yardstickOf("cost", cost),
        speed: yardstickOf("speed", speed),
        likelihood: yardstickOf("likelihood", likelihood),
      },
    ]),
  );
}

function yardstickOf(side: RankingSide, values: readonly number[]): Yardstick {
  const sorted = new Float64Array(values).toSorted();
  const best = sorted.at(side === "likelihood" ? -1 : 0);
  if (best === undefined) return { best: 0, typical: 1, missing: 1 };
  const median = medianOf(sorted);
  const typical = Math.max(median, leastTypical[side]);
  const missing = closeness(Math.abs(median - best), typical);
  return { best, typical, missing };
}

/**
 * 1 for the best; 1/2 for what is worse than the best by as much as the typical candidate amounts
 * to; always less for what is worse, so that no difference is lost.
 */
const closeness = (loss: number, typical: number) => typical / (typical + Math.max(0, loss));

/**
 * How good a candidate is: on each side `typical / (typical + loss against the best)`, the three
 * weighed and added. What was not observed counts as the median of what was: it lifts nobody and
 * buries nobody. Where nothing was observed at all, the side says the same of everyone.
 */
export function scoreOf(candidate: Candidate, weights: RankingWeights, by: Yardsticks): Score {
  const yardsticks = by.get(candidate.verdict);
  const cost = candidate.cost === null ? 0 : sideOf(yardsticks?.cost, candidate.cost, 1);
  const speed = sideOf(yardsticks?.speed, candidate.days, 1);
  const likelihood = sideOf(yardsticks?.likelihood, candidate.share, -1);
  const total =
    (weights.cost * cost + weights.speed * speed + weights.likelihood * likelihood) / 100;
  return { cost, speed, likelihood, total };
}

function sideOf(
  yardstick: Yardstick | undefined,
  value: bigint | number | null,
  sign: 1 | -1,
): number {
  if (!yardstick) return 0;
  if (value === null) return yardstick.missing;
  return closeness(sign * (Number(value) - yardstick.best), yardstick.typical);
}

/** A candidate in its place. */
export type Ranked<T extends Candidate> = { candidate: T; score: Score };

/**
 * The order of a run: eligible, then unknown, then not eligible; in each, those that lend what is
 * asked first, by score; then by total cost, product code and id, so that the order is never chance
 * and never that of the input. Nothing is left out.
 */
export function rankMatches<T extends Candidate>(
  candidates: readonly T[],
  weights: RankingWeights,
  by: Yardsticks = yardsticksOf(candidates),
): Ranked<T>[] {
  return candidates
    .map((candidate) => {
      const score = scoreOf(candidate, weights, by);
      const shelf = 2 * verdicts.indexOf(candidate.verdict) + Number(candidate.cost === null);
      return { candidate, score, shelf, total: score.total };
    })
    .toSorted(
      (a, b) =>
        a.shelf - b.shelf ||
        b.total - a.total ||
        compare(a.candidate.cost ?? 0, b.candidate.cost ?? 0) ||
        compare(a.candidate.code, b.candidate.code) ||
        compare(a.candidate.id, b.candidate.id),
    );
}

/** Fen as bigint and as number compare exactly; texts by code unit, the same everywhere. */
function compare<V extends bigint | number | string>(a: V, b: V): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function medianOf(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
