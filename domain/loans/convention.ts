import type { RoundingMode } from "@/domain/shared/money";
import type { DayCount } from "./day-count";

/**
 * Months at the start in which less is due, after Apache Fineract's three kinds. In the first,
 * interest alone is paid. In the second, interest is charged but paid with the first instalment
 * after them, and principal waits too. In the third, none is charged.
 */
export type Grace = {
  principalMonths?: number | undefined;
  interestMonths?: number | undefined;
  interestFreeMonths?: number | undefined;
};

/** What a product says of paying early. */
export type PrepaymentTerms = {
  isAllowed: boolean;
  /** Of the principal paid early; nothing unless said. */
  feeBasisPoints?: number | undefined;
  /** Whole months after disbursement from which on it costs nothing. */
  freeAfterMonths?: number | undefined;
};

/** How days, fen, the first months and paying early are treated: fields of a product that its offers keep. */
export type ScheduleConvention = {
  /** Default 30/360. */
  dayCount?: DayCount | undefined;
  /** How interest and instalments are rounded to the fen; default half up. */
  rounding?: RoundingMode | undefined;
  grace?: Grace | undefined;
  /** Instalments fall on this day (1–28) of the month, the first at least `shortestFirstPeriod` days in. */
  dueDay?: number | undefined;
  /** Level instalments in whole multiples of this many fen, rounded up; the last one is what is left. */
  instalmentMultiple?: number | undefined;
  /** Absent: the product says nothing of it. */
  prepayment?: PrepaymentTerms | undefined;
};
