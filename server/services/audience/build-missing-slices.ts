import { sql } from "drizzle-orm";
import type { SystemContext } from "@/server/services/context";

/** Builds the slices of a large city that has none which audiences can be counted from. */
export async function buildMissingSlices({ db }: SystemContext): Promise<void> {
  await db.call(sql`select gate.audience_build() where not gate.audience_is_built()`);
}
