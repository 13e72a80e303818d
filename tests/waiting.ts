import type { PoolClient } from "pg";
import { vi } from "vitest";
import { poolOf } from "@/tests/database";

/** Until so many connections to this file's database wait for what another one holds. */
export const untilWaiting = (connections: number) =>
  vi.waitUntil(
    async () => {
      const { rowCount } = await poolOf("admin").query(
        `select from pg_stat_activity where datname = current_database() and backend_type = 'client backend'
           and cardinality(pg_blocking_pids(pid)) > 0`,
      );
      return rowCount === connections;
    },
    { timeout: 20_000 },
  );

/** Holds what a statement locks while something runs into it, and lets it go afterwards. */
export async function holding<T>(
  statement: string,
  values: unknown[],
  run: () => Promise<T>,
): Promise<T> {
  const client = await poolOf("admin").connect();
  try {
    await client.query("begin");
    await client.query(statement, values);
    return await run();
  } finally {
    await client.query("commit");
    client.release();
  }
}

/**
 * Whether anybody waits for a lock of this connection. Asked on another one: within a transaction the
 * list of sessions stays as it was first seen.
 */
async function isAwaited(holder: PoolClient): Promise<boolean> {
  const { rows } = await holder.query<{ pid: number }>("select pg_backend_pid() as pid");
  const { rowCount } = await poolOf("admin").query(
    "select from pg_stat_activity where $1 = any(pg_blocking_pids(pid))",
    [rows[0]!.pid],
  );
  return rowCount !== 0;
}

/** Until somebody does, or until `isOver`: what should have waited did not. */
export const untilAwaited = (holder: PoolClient, isOver = () => false) =>
  vi.waitUntil(async () => isOver() || (await isAwaited(holder)), { timeout: 25_000 });
