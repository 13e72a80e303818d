import { sql, type SQL } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import type { Granularity } from "@/domain/sources/catalogue";
import type { Sealed } from "@/server/connectors/sealing";
import type { SuiteName } from "@/server/connectors/envelope";
import { firstId } from "@/server/services/keys/first-id";
import type { Moved } from "@/server/services/keys/move-facts";
import { resealer } from "@/server/services/keys/reseal";

type Row = {
  id: string;
  enterprise_id: string;
  scope: string;
  period: string;
  granularity: Granularity;
  key_id: string;
  suite: number;
  body: Buffer;
};

type Bodies = { next(after: string): SQL; move(id: string, from: string, to: Sealed): SQL };

const reports: Bodies = {
  next: (after) => sql`select report_id as id, * from vault.reports_to_move(${after}::uuid, 20)`,
  move: (id, from, { keyId, suite, body }) =>
    sql`select vault.report_move(${id}::uuid, ${from}::uuid, ${keyId}::uuid, ${suite}::smallint, ${body}::bytea) as moved`,
};
/** What runs of matching rested on. */
const inputs: Bodies = {
  next: (after) => sql`select run_id as id, * from vault.inputs_to_move(${after}::uuid, 20)`,
  move: (id, from, { keyId, suite, body }) =>
    sql`select vault.inputs_move(${id}::uuid, ${from}::uuid, ${keyId}::uuid, ${suite}::smallint, ${body}::bytea) as moved`,
};

/** The same for what is sealed as a whole, one by one: they are few and long. */
export async function moveBodies(db: PersonaDatabase, suite: SuiteName): Promise<Moved> {
  const done = { moved: 0, unreadable: 0, again: false };
  for (const kind of [reports, inputs])
    for (let after: string | null = firstId; after !== null;) {
      const rows: Row[] = await db.call<Row>(kind.next(after));
      const reseal = resealer(db, suite);
      for (const { id, enterprise_id: enterpriseId, scope, period, ...row } of rows) {
        const old = { keyId: row.key_id, suite: row.suite, body: row.body };
        const anew = await reseal(old, row.granularity, { enterpriseId, scope, period });
        if (!anew) {
          done.unreadable += 1;
          continue;
        }
        const [result] = await db.call<{ moved: boolean }>(kind.move(id, old.keyId, anew));
        if (result?.moved) done.moved += 1;
        else done.again = true;
      }
      after = rows.at(-1)?.id ?? null;
    }
  return done;
}
