import { sql } from "drizzle-orm";
import { kekName } from "@/server/connectors/envelope";
import { keyEncryptionKey } from "@/server/connectors/key-encryption-keys";
import { keyStore } from "@/server/connectors/key-store";
import type { SystemContext } from "@/server/services/context";
import { firstId } from "@/server/services/keys/first-id";

type Counts = {
  live: string;
  retired: string;
  erased: string;
  from_before: string;
  facts_by_suite: Record<string, number>;
  rotation_since: Date | null;
};

/** The two halves compared: what the database names, what the store holds, and what is amiss. */
export async function keyStatus({ db }: SystemContext) {
  const [counts] = await db.call<Counts>(sql`select * from vault.key_counts()`);
  if (!counts) throw new Error("the vault does not count its keys");
  const store = keyStore();
  const missing: string[] = [];
  for (let after = firstId; ;) {
    const rows = await db.call<{ key_id: string }>(
      sql`select key_id from vault.keys_in_use(${after}::uuid, 1000)`,
    );
    missing.push(...rows.map(({ key_id }) => key_id).filter((id) => !store.get(id)));
    const last = rows.at(-1);
    if (!last) break;
    after = last.key_id;
  }
  return {
    live: Number(counts.live),
    retired: Number(counts.retired),
    erased: Number(counts.erased),
    fromBefore: Number(counts.from_before),
    factsBySuite: counts.facts_by_suite,
    rotationSince: counts.rotation_since,
    stored: store.count(),
    outsideCurrentKek: store
      .countByKek()
      .filter(({ kek }) => kek !== kekName(keyEncryptionKey))
      .reduce((sum, { keys }) => sum + keys, 0),
    /** Sealed under a key the store does not have: unreadable. */
    missing,
  };
}
