import { z } from "zod";
import { dayCounts } from "@/domain/loans/day-count";
import type { ScheduleConvention } from "@/domain/loans/convention";
import { roundingModes } from "@/domain/shared/money";

const months = z.number().int().min(0).max(359).optional();

/** The fields of a product that say how its schedules are reckoned and what paying early costs; what each means: `ScheduleConvention`. */
export const conventionShape = {
  dayCount: z.enum(dayCounts).optional(),
  rounding: z.enum(roundingModes).optional(),
  grace: z
    .strictObject({ principalMonths: months, interestMonths: months, interestFreeMonths: months })
    .optional(),
  dueDay: z.number().int().min(1).max(28).optional(),
  /** At most a hundred yuan: more would end short loans months early. */
  instalmentMultiple: z.number().int().min(1).max(100_00).optional(),
  prepayment: z
    .strictObject({
      isAllowed: z.boolean(),
      feeBasisPoints: z.number().int().min(0).max(1_000).optional(),
      freeAfterMonths: z.number().int().min(1).max(359).optional(),
    })
    .optional(),
};

export const Convention = z.strictObject(conventionShape);

/** What of a product (or of anything with the same fields) its offers keep; only what is set. */
export function conventionOf(content: ScheduleConvention): ScheduleConvention {
  const { dayCount, rounding, grace, dueDay, instalmentMultiple, prepayment } = content;
  return {
    ...(dayCount && { dayCount }),
    ...(rounding && { rounding }),
    ...(grace && { grace }),
    ...(dueDay && { dueDay }),
    ...(instalmentMultiple && { instalmentMultiple }),
    ...(prepayment && { prepayment }),
  };
}

/** The names of the months of grace that do not end before the shortest term does. */
export function graceBeyond(grace: ScheduleConvention["grace"], termMin: number) {
  const names = ["principalMonths", "interestMonths", "interestFreeMonths"] as const;
  return names.filter((name) => (grace?.[name] ?? 0) >= termMin);
}
