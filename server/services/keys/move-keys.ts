import { sql } from "drizzle-orm";
import { unwrapFromBefore, wrapKey } from "@/server/connectors/envelope";
import { keyEncryptionKey, keyEncryptionKeys } from "@/server/connectors/key-encryption-keys";
import { keyStore } from "@/server/connectors/key-store";
import { logger } from "@/server/observability/logger";
import type { SystemContext } from "@/server/services/context";
import { firstId } from "@/server/services/keys/first-id";

/**
 * An installation from before the key store kept the wrapped keys in the database: each is put into
 * the store first and taken out of the database only then, so that none is ever in neither.
 */
export async function moveKeys({ db }: SystemContext): Promise<number> {
  let moved = 0;
  for (let after = firstId; ;) {
    const rows = await db.call<{ key_id: string; wrapped: Buffer }>(
      sql`select key_id, wrapped from vault.keys_from_before(${after}::uuid, 500)`,
    );
    for (const { key_id: id, wrapped } of rows) {
      const key = unwrapped(wrapped);
      if (!key) {
        logger.error({ event: "key_not_moved", keyId: id }, "no key-encryption key opens it");
        continue;
      }
      keyStore().putIfAbsent(id, wrapKey(keyEncryptionKey, id, key));
      await db.call(sql`select vault.key_moved(${id}::uuid)`);
      moved += 1;
    }
    const last = rows.at(-1);
    if (!last) return moved;
    after = last.key_id;
  }
}

function unwrapped(wrapped: Buffer): Buffer | null {
  for (const kek of keyEncryptionKeys)
    try {
      return unwrapFromBefore(kek, wrapped);
    } catch {
      // The next one may be the one that wrapped it.
    }
  return null;
}
