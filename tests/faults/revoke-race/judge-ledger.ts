import { createHash } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import type { Pool } from "pg";
import { on } from "@/db/client";
import { entries } from "@/db/schema";
import { verifyChain } from "@/domain/ledger/entry";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();

/** What the database kept of a race: the chain must be whole and every release in it. */
export async function judgeLedger(admin: Pool, enterpriseId: string) {
  const chain = await on(admin)
    .select()
    .from(entries)
    .where(eq(entries.chain, enterpriseId))
    .orderBy(asc(entries.seq));
  const verdict = await verifyChain(enterpriseId, chain, sha256);
  const { rows } = await admin.query<{ usedAfterEnd: number; unrecorded: number }>(
    `select
       count(*) filter (where used_at >= ended_at)::int as "usedAfterEnd",
       count(*) filter (where not exists (
         select from ledger.entries where chain = $1 and ticket_id = tickets.id and action = 'gate.open' and code = 'PERMITTED'
       ))::int as unrecorded
     from auth.tickets join app.consents on consents.id = tickets.consent_id
     where tickets.enterprise_id = $1`,
    [enterpriseId],
  );
  const [found] = rows;
  if (!found || chain.length === 0) throw new Error("the race left no trace");
  return {
    ...found,
    ledgerGaps: !verdict.isWhole && verdict.problem === "gap" ? 1 : 0,
    brokenLinks: !verdict.isWhole && verdict.problem !== "gap" ? 1 : 0,
  };
}
