import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import { connect, personaDatabase } from "@/db/client";
import { startScratch, type Scratch } from "@/scripts/scratch-cluster";
import type { SystemContext } from "@/server/services/context";

/**
 * A cluster of its own for the ledger's sealer: the horizon of a snapshot is the whole cluster's, so
 * another file's open transaction would hold it up.
 */
export async function ledgerStage() {
  const scratch = await startScratch({ database: "ledger", durable: false });
  const opened = await openLedger(scratch);
  await stopVacuum(opened.pools.admin);
  return { scratch, ...opened };
}

/** Statistics gathered in the background are a transaction as well: what is sealed meanwhile would have to wait. */
async function stopVacuum(admin: Pool) {
  await admin.query("alter system set autovacuum = off");
  await admin.query("select pg_reload_conf()");
  const isRunning = async () =>
    (
      await admin.query(
        "select from pg_stat_activity where backend_type in ('autovacuum launcher', 'autovacuum worker')",
      )
    ).rowCount !== 0;
  while (await isRunning()) await pause(50);
}

/** The superuser's pool, the enterprises' pool and the worker's context on one database. */
export async function openLedger(scratch: Pick<Scratch, "adminUrl" | "personaUrl">) {
  const pools = {
    admin: connect(scratch.adminUrl, 16),
    sme: connect(scratch.personaUrl("sme"), 4),
    bank: connect(scratch.personaUrl("bank"), 4),
    worker: connect(scratch.personaUrl("worker"), 4),
  };
  const context = (): SystemContext => ({
    db: personaDatabase(pools.worker, ""),
    actor: null,
    now: new Date(),
    channel: "clock",
    requestId: crypto.randomUUID(),
  });
  const close = async () => {
    await Promise.all(Object.values(pools).map((pool) => pool.end()));
  };
  return { pools, context, close };
}

/** Lines of any kind at the end of a chain, in a transaction of their own. */
export async function appendLines(admin: Pick<Pool, "query">, chain: string, count: number) {
  await admin.query(
    `select gate.ledger_append($1, 'gate.open', 'PERMITTED', null, null, gen_random_uuid()) from generate_series(1, $2::int)`,
    [chain, count],
  );
}
