import { sql } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import type { Granularity } from "@/domain/sources/catalogue";
import type { SuiteName } from "@/server/connectors/envelope";
import { firstId } from "@/server/services/keys/first-id";
import { resealer } from "@/server/services/keys/reseal";

type Row = {
  enterprise_id: string;
  granularity: Granularity;
  scope: string;
  period: string;
  key_id: string;
  suite: number;
  body: Buffer;
};
export type Moved = {
  moved: number;
  unreadable: number;
  /** Something was retired or replaced meanwhile: look once more. */
  again: boolean;
};

/** One walk over everything that stands under retired keys, in small committed batches. */
export async function moveFacts(db: PersonaDatabase, suite: SuiteName): Promise<Moved> {
  const done = { moved: 0, unreadable: 0, again: false };
  for (let at: Row | undefined; ;) {
    const rows: Row[] = await db.call<Row>(
      sql`select * from vault.facts_to_move(${at?.enterprise_id ?? firstId}::uuid, ${at?.scope ?? ""}, ${at?.period ?? ""}, 200)`,
    );
    if (rows.length === 0) return done;
    at = rows.at(-1);
    const resealed = await sealAnew(db, suite, rows);
    const [result] = await db.call<{ moved: number }>(
      sql`select vault.facts_move(${JSON.stringify(resealed)}::jsonb) as moved`,
    );
    const moved = result?.moved ?? 0;
    done.moved += moved;
    done.unreadable += rows.length - resealed.length;
    done.again ||= moved < resealed.length;
  }
}

async function sealAnew(db: PersonaDatabase, suite: SuiteName, rows: readonly Row[]) {
  const reseal = resealer(db, suite);
  const resealed = [];
  for (const {
    enterprise_id: enterprise,
    granularity,
    scope,
    period,
    key_id: from,
    ...old
  } of rows) {
    const address = { enterpriseId: enterprise, scope, period };
    const anew = await reseal({ keyId: from, ...old }, granularity, address);
    if (!anew) continue;
    const { keyId: key, suite: number, body } = anew;
    resealed.push({
      enterprise,
      scope,
      period,
      from,
      key,
      suite: number,
      body: body.toString("base64"),
    });
  }
  return resealed;
}
