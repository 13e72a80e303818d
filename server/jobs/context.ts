import { connect, personaDatabase } from "@/db/client";
import { personaUrl } from "@/db/personas";
import { env } from "@/server/env";
import type { SystemContext } from "@/server/services/context";

/** The worker's own login: what it may touch is the database's to say. */
export const workerUrl = personaUrl(env.DATABASE_URL, env.PERSONA_SECRET, "worker");

const pool = connect(workerUrl, 6);

/** The platform acting by itself, at this instant. */
export function systemContext(): SystemContext {
  return {
    db: personaDatabase(pool, ""),
    actor: null,
    now: new Date(),
    channel: "clock",
    requestId: crypto.randomUUID(),
  };
}

export const closePool = () => pool.end();
