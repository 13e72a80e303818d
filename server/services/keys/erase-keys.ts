import { sql } from "drizzle-orm";
import { keyStore } from "@/server/connectors/key-store";
import type { SystemContext } from "@/server/services/context";

const batch = 200;

/**
 * Erases in the store the keys under which nothing stands any more; from then on no copy of the
 * database, however old, can be read there. The store first: a run cut short between the two erases
 * again what is gone already, and notes it.
 */
export async function eraseKeys({ db }: SystemContext): Promise<number> {
  let erased = 0;
  for (;;) {
    const keys = await db.call<{ key_id: string }>(
      sql`select key_id from vault.keys_to_erase(${batch})`,
    );
    keyStore().erase(keys.map(({ key_id }) => key_id));
    for (const { key_id } of keys) await db.call(sql`select vault.key_erased(${key_id}::uuid)`);
    erased += keys.length;
    if (keys.length < batch) return erased;
  }
}
