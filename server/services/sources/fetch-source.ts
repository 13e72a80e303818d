import { sql } from "drizzle-orm";
import { z } from "zod";
import type { PersonaDatabase } from "@/db/client";
import type { FactRow } from "@/domain/profiles/facts";
import type { Granularity, ItemCode } from "@/domain/sources/catalogue";
import { NodeRefusal } from "@/server/connectors/agency-node";
import { aesGcmSuite, newWrappedKey, sealFact, unwrapKey } from "@/server/connectors/envelope";
import { signAsPlatform } from "@/server/connectors/platform-signature";
import { env } from "@/server/env";
import type { SystemContext } from "@/server/services/context";
import { collectFacts } from "@/server/services/sources/collect-facts";

export const FetchSourceInput = z.strictObject({ fetchId: z.uuid() });

type Begun = {
  refusal: string | null;
  enterprise_id: string;
  uscc: string;
  artefact: Buffer;
  item: ItemCode;
  granularities: Granularity[];
  data_from: string;
  data_to: string;
};

const maxAttempts = 4;

/**
 * Asks an agency under a signed consent and stores the answer, sealed. The consent is looked at
 * before the call and again before the answer is kept: one that comes too late is discarded.
 * Throws when the call may be tried again, so that the queue does.
 */
export async function fetchSource(
  { db, now }: SystemContext,
  { fetchId }: z.infer<typeof FetchSourceInput>,
  attempt: number,
): Promise<void> {
  const [begun] = await db.call<Begun>(
    sql`select refusal, enterprise_id, uscc, artefact, item, granularities, data_from, data_to from vault.fetch_begin(${fetchId}::uuid)`,
  );
  if (!begun || begun.refusal) return;

  try {
    const { rows, asOf } = await collectFacts({
      uscc: begun.uscc,
      artefact: await signAsPlatform(begun.artefact),
      item: begun.item,
      granularities: begun.granularities,
      from: begun.data_from,
      to: begun.data_to,
      now,
    });
    const sealed = await sealRows(db, begun.enterprise_id, rows);
    await db.call(
      sql`select refusal, stored from vault.fetch_store(${fetchId}::uuid, ${JSON.stringify(sealed)}::jsonb, ${asOf.toISOString()}::timestamptz)`,
    );
  } catch (error) {
    if (!(error instanceof NodeRefusal)) throw error;
    const again = error.retry && attempt < maxAttempts;
    await db.call(sql`select vault.fetch_fail(${fetchId}::uuid, ${error.reason}, ${again})`);
    if (again) throw error;
  }
}

async function sealRows(db: PersonaDatabase, enterpriseId: string, rows: readonly FactRow[]) {
  const master = Buffer.from(env.KEY_ENCRYPTION_KEY, "base64");
  const keys = new Map<string, Buffer>();
  const sealed = [];
  for (const { scope, period, content } of rows) {
    const granularity = scope.slice(scope.indexOf(":") + 1);
    const key = keys.get(granularity) ?? (await dataKey(db, master, enterpriseId, granularity));
    keys.set(granularity, key);
    const body = sealFact(key, { enterpriseId, scope, period }, content).toString("base64");
    sealed.push({ scope, period, suite: aesGcmSuite, body });
  }
  return sealed;
}

async function dataKey(
  db: PersonaDatabase,
  master: Buffer,
  enterpriseId: string,
  granularity: string,
): Promise<Buffer> {
  const [row] = await db.call<{ wrapped: Buffer }>(
    sql`select vault.data_key(${enterpriseId}::uuid, ${granularity}, ${newWrappedKey(master)}::bytea) as wrapped`,
  );
  if (!row) throw new Error("the vault gave no data key");
  return unwrapKey(master, row.wrapped);
}
