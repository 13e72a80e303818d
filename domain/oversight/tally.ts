import { addDays, type Day } from "@/domain/shared/calendar";
import { isWorkingDay } from "@/domain/shared/working-days";
import { basisPointsOf, divideRounded } from "@/domain/shared/money";

/**
 * What a bank said, as its decision facts tell it: the first gives the day, the last the word (an
 * offer taken back may become a refusal). What the enterprise withdrew or the clock ended is none.
 */
export const decisionDetails = { approved: "offered", declined: "declined" } as const;

/** Sums of one group of a cut; amounts in fen, weighted sums are rate × principal. */
export type Tally = {
  submitted: number;
  timedOut: number;
  decided: number;
  approved: number;
  loans: number;
  amount: bigint;
  /** Σ nominal rate (bp) × principal. */
  nominalWeight: bigint;
  /** Σ annual rate (millionths) × principal. */
  annualWeight: bigint;
  firstLoans: number;
  creditAmount: bigint;
  inclusiveAmount: bigint;
  /** Medians in working days; null where nothing was accepted or decided. */
  acceptDays: number | null;
  decideDays: number | null;
};

export const emptyTally: Tally = {
  submitted: 0,
  timedOut: 0,
  decided: 0,
  approved: 0,
  loans: 0,
  amount: 0n,
  nominalWeight: 0n,
  annualWeight: 0n,
  firstLoans: 0,
  creditAmount: 0n,
  inclusiveAmount: 0n,
  acceptDays: null,
  decideDays: null,
};

/** A part of a whole, 0–1 to four places; null of nothing, which is not zero. */
export function shareOf(part: number | bigint, whole: number | bigint): number | null {
  const basisPoints = basisPointsOf(BigInt(part), BigInt(whole));
  return basisPoints === null ? null : basisPoints / 10_000;
}

/** The nominal rate in basis points, each loan counting by its principal (加权平均利率). */
export function weightedNominalRate({ nominalWeight, amount }: Tally): number | null {
  return amount > 0n ? Number(divideRounded(nominalWeight, amount)) : null;
}

/** The annual rate in basis points, each loan counting by its principal. */
export function weightedAnnualRate({ annualWeight, amount }: Tally): number | null {
  return amount > 0n ? Number(divideRounded(annualWeight, amount * 100n)) : null;
}

/**
 * The working days of a period, oldest first. How many of them lie after one day and up to another
 * is the difference of the two days' places: what `workingDaysBetween` counts one by one.
 */
export function workingDaysIn(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) days.push(day);
  return days;
}
