import { sql } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import type { SuiteName } from "@/server/connectors/envelope";
import { env } from "@/server/env";
import type { SystemContext } from "@/server/services/context";
import { moveBodies } from "@/server/services/keys/move-bodies";
import { moveFacts } from "@/server/services/keys/move-facts";

type Rotated = { moved: number; unreadable: number };

/**
 * A new data key for every enterprise and granularity, and everything sealed anew under it, while
 * reads go on. What is to be done stands in the database, a retired key with facts under it: a run
 * that was cut short is gone on with, and the wrapped halves of the old keys are erased afterwards.
 */
export async function rotateKeys(
  { db }: SystemContext,
  suite: SuiteName = env.CIPHER_SUITE,
): Promise<Rotated> {
  const [begun] = await db.call<{ since: Date }>(sql`select vault.rotation_begin() as since`);
  if (!begun) throw new Error("the vault began no rotation");
  let moved = 0;
  for (;;) {
    await repeat(db, sql`select vault.retire_keys(${begun.since}::timestamptz, 500) as count`);
    const facts = await moveFacts(db, suite);
    const bodies = await moveBodies(db, suite);
    moved += facts.moved + bodies.moved;
    await repeat(db, sql`select vault.note_emptied(500) as count`);
    if (facts.again || bodies.again) continue;
    const [ended] = await db.call<{ done: boolean }>(sql`select vault.rotation_end() as done`);
    if (ended?.done) return { moved, unreadable: facts.unreadable + bodies.unreadable };
  }
}

/** Goes on with a rotation that was cut short; null where there is none. */
export async function resumeRotation(context: SystemContext): Promise<Rotated | null> {
  const [row] = await context.db.call<{ since: Date | null }>(
    sql`select vault.rotation_since() as since`,
  );
  return row?.since ? rotateKeys(context) : null;
}

async function repeat(db: PersonaDatabase, statement: ReturnType<typeof sql>) {
  for (let count = 1; count > 0;) {
    const [row] = await db.call<{ count: number }>(statement);
    count = row?.count ?? 0;
  }
}
