import { quote } from "@/domain/loans/quote";
import {
  bySimilarity,
  cohortKindOf,
  type Cohort,
  wilsonInterval,
} from "@/domain/matching/observed";
import type { Day } from "@/domain/shared/calendar";
import type { AmountView, ChanceView, EstimateView } from "./schema";

/** One published cell of all products together; amounts in fen, rates in basis points. */
export type Cell = Cohort & {
  decided: number;
  enterprises: number;
  approved: number;
  granted: number;
  rates: { low: number; median: number; high: number } | null;
  amounts: { low: bigint; median: bigint; high: bigint } | null;
  from: Day;
  to: Day;
};

/** What a firm would borrow; either may be open. */
export type Wanted = { amount: bigint | null; termMonths: number | null };

/**
 * Whether, and about how much, banks granted firms like one: from the most similar cohort that is
 * published, which has ten enterprises or more; amounts from the next wider one where the first has
 * too few loans. Amounts are no more than what is wanted, so that wanting more never gives less.
 * The share depends on the firm alone: what was asked for is not what decisions are counted by.
 * `on` is the day interest begins to run for the sum in yuan.
 */
export function estimateOf(
  firm: Cohort,
  { amount, termMonths }: Wanted,
  cells: readonly Cell[],
  on: Day,
): EstimateView {
  const similar = cells.filter((cell) => isOf(firm, cell)).toSorted(bySimilarity);
  const [nearest] = similar;
  return {
    firm,
    amount,
    termMonths,
    chance: nearest ? chanceIn(nearest) : null,
    granted:
      similar.map((cell) => grantedIn(cell, { amount, termMonths }, on)).find(Boolean) ?? null,
    from: nearest?.from ?? null,
    to: nearest?.to ?? null,
  };
}

const isOf = (firm: Cohort, cell: Cohort) =>
  (cell.size === null || cell.size === firm.size) &&
  (cell.industrySection === null || cell.industrySection === firm.industrySection);

const compared = (cell: Cell) => ({
  cohort: cohortKindOf(cell),
  industrySection: cell.industrySection,
  size: cell.size,
});

function chanceIn(cell: Cell): ChanceView {
  const { decided, enterprises, approved } = cell;
  return {
    ...compared(cell),
    decided,
    enterprises,
    approved,
    share: approved / decided,
    interval: wilsonInterval(approved, decided),
  };
}

const upTo = (most: bigint, value: bigint) => (value < most ? value : most);

function grantedIn(cell: Cell, { amount, termMonths }: Wanted, on: Day): AmountView | null {
  const { amounts, rates, granted } = cell;
  if (!amounts || !rates) return null;
  const interestAt = (rate: number, principal: bigint, months: number) =>
    quote({ principal, months, rate, repaymentKind: "equal_instalments", startOn: on })
      .totalInterest;
  return {
    ...compared(cell),
    granted,
    amounts,
    within:
      amount === null
        ? null
        : {
            low: upTo(amount, amounts.low),
            median: upTo(amount, amounts.median),
            high: upTo(amount, amounts.high),
          },
    rates,
    interest:
      amount === null || termMonths === null
        ? null
        : {
            low: interestAt(rates.low, amount, termMonths),
            high: interestAt(rates.high, amount, termMonths),
          },
  };
}
