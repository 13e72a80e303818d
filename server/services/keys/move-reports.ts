import { sql } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import type { Granularity } from "@/domain/sources/catalogue";
import type { SuiteName } from "@/server/connectors/envelope";
import { firstId } from "@/server/services/keys/first-id";
import type { Moved } from "@/server/services/keys/move-facts";
import { resealer } from "@/server/services/keys/reseal";

type Row = {
  report_id: string;
  enterprise_id: string;
  scope: string;
  period: string;
  granularity: Granularity;
  key_id: string;
  suite: number;
  body: Buffer;
};

/** The same for reports, one by one: they are few and long. */
export async function moveReports(db: PersonaDatabase, suite: SuiteName): Promise<Moved> {
  const done = { moved: 0, unreadable: 0, again: false };
  for (let after = firstId; ;) {
    const rows = await db.call<Row>(sql`select * from vault.reports_to_move(${after}::uuid, 20)`);
    const reseal = resealer(db, suite);
    for (const { report_id, enterprise_id: enterpriseId, scope, period, ...row } of rows) {
      const old = { keyId: row.key_id, suite: row.suite, body: row.body };
      const anew = await reseal(old, row.granularity, { enterpriseId, scope, period });
      if (!anew) {
        done.unreadable += 1;
        continue;
      }
      const [result] = await db.call<{ moved: boolean }>(
        sql`select vault.report_move(${report_id}::uuid, ${old.keyId}::uuid, ${anew.keyId}::uuid, ${anew.suite}::smallint, ${anew.body}::bytea) as moved`,
      );
      if (result?.moved) done.moved += 1;
      else done.again = true;
    }
    const last = rows.at(-1);
    if (!last) return done;
    after = last.report_id;
  }
}
