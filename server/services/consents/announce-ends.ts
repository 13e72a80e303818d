import { sql, type SQL } from "drizzle-orm";
import type { SystemContext } from "@/server/services/context";

const batch = 50;

/**
 * Says once of each consent that it has expired, lapsed or been used up, and ends those whose
 * application or loan is over. The gate refuses by itself; this tells everyone. Returns how many.
 */
export async function announceEnds(context: SystemContext): Promise<number> {
  const announced = await inBatches(context, sql`select gate.announce_ends(${batch}) as count`);
  const ended = await inBatches(
    context,
    sql`select gate.end_of_closed_applications(${batch}) as count`,
  );
  return announced + ended;
}

/** Short transactions: while one runs, the readers of the firms in it wait. */
async function inBatches({ db }: SystemContext, statement: SQL): Promise<number> {
  let total = 0;
  let last = batch;
  while (last >= batch) {
    const [done] = await db.call<{ count: number }>(statement);
    last = done?.count ?? 0;
    total += last;
  }
  return total;
}
