import { sql } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";

/** How often the worker says that it is there. */
export const beatSeconds = 10;
/** After this long without a word it counts as down: three beats missed. */
export const silenceSeconds = 35;

/** Called by the worker, on its own login. */
export async function beat(db: PersonaDatabase): Promise<void> {
  await db.call(sql`select gate.worker_beat()`);
}

/** Seconds since the worker's last word by the database's clock; null when it never spoke. */
export async function workerSilence(db: PersonaDatabase): Promise<number | null> {
  const [row] = await db.call<{ seconds: number | null }>(
    sql`select gate.worker_silence() as seconds`,
  );
  return row?.seconds ?? null;
}

/** Jobs that could run and do not yet. */
export async function waitingJobs(db: PersonaDatabase): Promise<number> {
  const [row] = await db.call<{ jobs: number }>(sql`select queue.waiting_jobs() as jobs`);
  return row?.jobs ?? 0;
}
