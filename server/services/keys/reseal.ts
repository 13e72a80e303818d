import type { PersonaDatabase } from "@/db/client";
import type { Granularity } from "@/domain/sources/catalogue";
import {
  openBytes,
  sealBytes,
  suiteNumbers,
  type FactAddress,
  type SuiteName,
} from "@/server/connectors/envelope";
import { dataKeyFor, storedDataKey, type DataKey, type Sealed } from "@/server/connectors/sealing";
import { logger } from "@/server/observability/logger";

/**
 * Opens what an old key sealed and seals the same bytes under the live one, for one batch: each key
 * is looked up once. Null where the old key no longer opens it.
 */
export function resealer(db: PersonaDatabase, suite: SuiteName) {
  const old = new Map<string, Buffer>();
  const live = new Map<string, DataKey>();
  return async (sealed: Sealed, granularity: Granularity, address: FactAddress) => {
    const plain = opened(old, sealed, address);
    if (!plain) return null;
    const whose = `${address.enterpriseId}|${granularity}`;
    const key = live.get(whose) ?? (await dataKeyFor(db, address.enterpriseId, granularity));
    live.set(whose, key);
    const number = suiteNumbers[suite];
    return { keyId: key.id, suite: number, body: sealBytes(key.bytes, number, address, plain) };
  };
}

function opened(
  keys: Map<string, Buffer>,
  { keyId, suite, body }: Sealed,
  address: FactAddress,
): Buffer | null {
  try {
    const key = keys.get(keyId) ?? storedDataKey(keyId);
    keys.set(keyId, key);
    return openBytes(key, suite, address, body);
  } catch {
    logger.error({ event: "not_resealed", keyId, suite });
    return null;
  }
}
