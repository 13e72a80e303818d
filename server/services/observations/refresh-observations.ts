import { sql } from "drizzle-orm";
import { workingDaysIn } from "@/domain/oversight/tally";
import {
  addDays,
  addMonths,
  firstDayOf,
  lastDayOf,
  lastFullMonth,
  shanghaiDay,
} from "@/domain/shared/calendar";
import type { SystemContext } from "@/server/services/context";

/** No application waits longer than this for its decision. */
const longestWaitDays = 400;

/**
 * Makes the edition of what was observed in the last twelve full months, unless it stands already.
 * After an import it is made again: what was reported of those months is another. Gives the number
 * of cells, or null where nothing was to do.
 */
export async function refreshObservations(
  { db, now }: Pick<SystemContext, "db" | "now">,
  { isAgain = false }: { isAgain?: boolean } = {},
): Promise<number | null> {
  const last = lastFullMonth(now);
  const calendar = workingDaysIn(
    addDays(firstDayOf(addMonths(last, -11)), -longestWaitDays),
    lastDayOf(last),
  );
  const [row] = await db.call<{ written: number | null }>(
    sql`select gate.refresh_observations(${shanghaiDay(now)}::date, ${sql.param(calendar)}::date[], ${isAgain}) as written`,
  );
  return row?.written ?? null;
}
