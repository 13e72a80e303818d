import { sql } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import { Conflict } from "@/domain/shared/errors";
import type { Granularity } from "@/domain/sources/catalogue";
import {
  newDataKey,
  openBytes,
  sealBytes,
  suiteNumbers,
  unwrapKey,
  wrapKey,
  type FactAddress,
} from "@/server/connectors/envelope";
import { keyEncryptionKey, keyEncryptionKeys } from "@/server/connectors/key-encryption-keys";
import { keyStore } from "@/server/connectors/key-store";
import { env } from "@/server/env";
import { logger } from "@/server/observability/logger";

export type DataKey = { id: string; bytes: Buffer };
export type Sealed = { keyId: string; suite: number; body: Buffer };

/**
 * The key that seals for an enterprise at a granularity, made at its first use. The worker may ask
 * for anyone, an enterprise for itself. One whose wrapped half is lost is retired and replaced:
 * nothing is sealed under a name whose other facts no longer open.
 */
export async function dataKeyFor(
  db: PersonaDatabase,
  enterpriseId: string,
  granularity: Granularity,
): Promise<DataKey> {
  const store = keyStore();
  const ask = async (lost: string | null) => {
    const [row] = await db.call<{ id: string | null }>(
      sql`select vault.data_key(${enterpriseId}::uuid, ${granularity}, ${db.token}, ${lost}::uuid) as id`,
    );
    if (!row?.id) throw new Error("the vault named no data key");
    return row.id;
  };
  let id = await ask(null);
  if (!store.get(id)) {
    id = await ask(id);
    store.putIfAbsent(id, wrapKey(keyEncryptionKey, id, newDataKey()));
  }
  const stored = store.get(id);
  if (!stored) throw new Error("the key store lost what it was just given");
  return { id, bytes: unwrapKey(keyEncryptionKeys, id, stored) };
}

/** Seals one content under a key at hand, with the suite the operator chose. */
export function sealWith(key: DataKey, address: FactAddress, content: unknown): Sealed {
  const suite = suiteNumbers[env.CIPHER_SUITE];
  const plain = Buffer.from(JSON.stringify(content), "utf8");
  return { keyId: key.id, suite, body: sealBytes(key.bytes, suite, address, plain) };
}

/** Seals one content for an enterprise at a granularity. */
export async function sealFor(
  db: PersonaDatabase,
  enterpriseId: string,
  granularity: Granularity,
  address: FactAddress,
  content: unknown,
): Promise<Sealed> {
  return sealWith(await dataKeyFor(db, enterpriseId, granularity), address, content);
}

/** A data key by its name; throws when the store does not have it. */
export function storedDataKey(keyId: string): Buffer {
  const stored = keyStore().get(keyId);
  if (!stored) throw new Error("the key store does not have this key");
  return unwrapKey(keyEncryptionKeys, keyId, stored);
}

/**
 * Opens what belongs to one read: each key is looked up once, and forgotten with the read. What does
 * not open is a conflict that says so, never a part of an answer.
 */
export function opener() {
  const keys = new Map<string, Buffer>();
  return (keyId: string, suite: number, address: FactAddress, body: Buffer): unknown => {
    try {
      const key = keys.get(keyId) ?? storedDataKey(keyId);
      keys.set(keyId, key);
      return JSON.parse(openBytes(key, suite, address, body).toString("utf8"));
    } catch (error) {
      const { message } = error as Error;
      logger.error({ event: "facts_unreadable", keyId, suite, message });
      throw new Conflict("facts_unreadable");
    }
  };
}

/** Opens one content; a conflict when its key is gone or it is not what was sealed at this address. */
export const openWith: ReturnType<typeof opener> = (keyId, suite, address, body) =>
  opener()(keyId, suite, address, body);
