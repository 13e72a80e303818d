import { dayOf, parseDay, type DayIndex } from "../city/calendar";

/** Loan prime rates in basis points from the day they were published (facts of the money market). */
const rates: readonly (readonly [from: DayIndex, oneYear: number, fiveYears: number])[] = [
  [parseDay("2024-02-20"), 345, 395],
  [parseDay("2024-07-22"), 335, 385],
  [parseDay("2024-10-21"), 310, 360],
  [parseDay("2025-05-20"), 300, 350],
];

/** The loan prime rate of a day; before the table its first row, after it its last. */
export function lprOn(day: DayIndex, tenor: "1y" | "5y"): number {
  const row = rates.findLast(([from]) => from <= day) ?? rates[0] ?? [dayOf(0, 1), 345, 395];
  return tenor === "1y" ? row[1] : row[2];
}
