import { z } from "zod";
import { origins } from "@/domain/applications/lifecycle";
import {
  addMonths,
  addMonthsToDay,
  firstDayOf,
  lastDayOf,
  monthOf,
  monthRange,
  monthsBetween,
  MonthText,
  type Day,
  type Month,
} from "@/domain/shared/calendar";
import { Invalid } from "@/domain/shared/errors";

/** The longest period that is drawn at once. */
export const maxMonths = 36;
const defaultMonths = 12;

export const cutOrigins = ["all", ...origins] as const;
type CutOrigin = (typeof cutOrigins)[number];

export const OversightCutInput = z.strictObject({
  from: MonthText.optional(),
  to: MonthText.optional(),
  /** A bank's code; without it all of them. */
  bank: z.string().min(1).max(80).optional(),
  origin: z.enum(cutOrigins).optional(),
});
export type OversightCutInput = z.infer<typeof OversightCutInput>;

export type Period = { fromDay: Day; toDay: Day };
/** What an overview is about: always shown in words above the numbers. */
export type Cut = {
  from: Month;
  to: Month;
  months: Month[];
  current: Period;
  /** The same days whole years earlier: what every change is measured against. */
  previous: Period;
  bank: string | null;
  origin: CutOrigin;
};

/**
 * Completes what was asked for: by default the last 12 months with the current one. A period never
 * reaches beyond `today`, and the one it is compared with is cut on the same day, so that half a
 * month is not held against a whole one. Throws `period_reversed`, `period_in_future` and
 * `period_too_long`.
 */
export function cutOf(input: OversightCutInput, today: Day): Cut {
  const thisMonth = monthOf(today);
  const to =
    input.to ??
    (input.from ? earlier(addMonths(input.from, defaultMonths - 1), thisMonth) : thisMonth);
  const from = input.from ?? addMonths(to, 1 - defaultMonths);
  if (from > to) throw new Invalid("period_reversed", "from");
  if (to > thisMonth) throw new Invalid("period_in_future", "to");
  const length = monthsBetween(from, to) + 1;
  if (length > maxMonths) throw new Invalid("period_too_long", "from");

  const years = Math.ceil(length / 12);
  const toDay = to === thisMonth ? today : lastDayOf(to);
  return {
    from,
    to,
    months: monthRange(from, to),
    current: { fromDay: firstDayOf(from), toDay },
    previous: {
      fromDay: firstDayOf(addMonths(from, -12 * years)),
      toDay:
        to === thisMonth
          ? addMonthsToDay(today, -12 * years)
          : lastDayOf(addMonths(to, -12 * years)),
    },
    bank: input.bank ?? null,
    origin: input.origin ?? "all",
  };
}

function earlier(a: Month, b: Month): Month {
  return a < b ? a : b;
}
