import { sql } from "drizzle-orm";
import type { SystemContext } from "@/server/services/context";
import { firstId } from "@/server/services/keys/first-id";

/** Deletes, firm by firm, the facts that no consent is a reason to keep any longer. */
export async function sweepFacts({ db }: SystemContext): Promise<number> {
  let deleted = 0;
  for (let after: string | null = firstId; after !== null;) {
    const rows: { last: string | null; deleted: number }[] = await db.call(
      sql`select last, deleted from vault.sweep_facts(${after}::uuid, 100)`,
    );
    deleted += rows[0]?.deleted ?? 0;
    after = rows[0]?.last ?? null;
  }
  return deleted;
}
