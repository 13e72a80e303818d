import { sql } from "drizzle-orm";
import { kekName, unwrapKey, wrapKey } from "@/server/connectors/envelope";
import { keyEncryptionKey, keyEncryptionKeys } from "@/server/connectors/key-encryption-keys";
import { keyStore } from "@/server/connectors/key-store";
import { logger } from "@/server/observability/logger";
import { openTotpSecret, sealTotpSecret } from "@/server/services/accounts/totp";
import type { SystemContext } from "@/server/services/context";
import { firstId } from "@/server/services/keys/first-id";

type Rewrapped = { keys: number; secrets: number; left: number };

/**
 * Wraps by the current key-encryption key whatever the one before has wrapped. Each row says whose it
 * is, so a run that was cut short goes on where it was; `left` are those neither of the two opens.
 */
export async function rewrapKeys({ db }: SystemContext): Promise<Rewrapped> {
  const done = rewrapStore();
  const secrets = keyEncryptionKeys.length > 1 ? await resealSecrets(db) : 0;
  if (done.keys + secrets > 0) await db.call(sql`select vault.note_rewrapped()`);
  return { ...done, secrets };
}

function rewrapStore(): { keys: number; left: number } {
  const store = keyStore();
  const current = kekName(keyEncryptionKey);
  let [keys, left] = [0, 0];
  for (let after = firstId; ;) {
    const ids = store.listOutside(current, after, 500);
    for (const id of ids) {
      const stored = store.get(id);
      if (!stored) continue;
      try {
        const key = unwrapKey(keyEncryptionKeys, id, stored);
        store.rewrap(id, stored.kek, wrapKey(keyEncryptionKey, id, key));
        keys += 1;
      } catch {
        left += 1;
      }
    }
    const last = ids.at(-1);
    if (!last) break;
    after = last;
  }
  if (left > 0) logger.error({ event: "keys_not_rewrapped", keys: left });
  return { keys, left };
}

/** The authenticators' secrets stand in the database, sealed by the key-encryption key itself. */
async function resealSecrets(db: SystemContext["db"]): Promise<number> {
  let resealed = 0;
  for (let after = firstId; ;) {
    const rows = await db.call<{ person_id: string; sealed: Buffer }>(
      sql`select person_id, sealed from auth.totp_sealed(${after}::uuid, 500)`,
    );
    for (const { person_id: id, sealed } of rows) {
      const again = sealTotpSecret(id, openTotpSecret(id, sealed));
      await db.call(sql`select auth.totp_reseal(${id}::uuid, ${sealed}::bytea, ${again}::bytea)`);
      resealed += 1;
    }
    const last = rows.at(-1);
    if (!last) return resealed;
    after = last.person_id;
  }
}
