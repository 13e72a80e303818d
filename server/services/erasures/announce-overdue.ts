import { sql } from "drizzle-orm";
import type { SystemContext } from "@/server/services/context";

/** Says, once each, which banks have let the day of a deletion pass. */
export async function announceOverdue({ db }: SystemContext): Promise<number> {
  const [row] = await db.call<{ announced: number }>(
    sql`select gate.announce_overdue(200) as announced`,
  );
  return row?.announced ?? 0;
}
