import type { Pool } from "pg";
import { connect, personaDatabase, type Persona, type PersonaDatabase } from "@/db/client";
import { personaUrl } from "@/db/personas";
import type { Actor } from "@/domain/shared/actor";
import { env } from "@/server/env";
import { findActor } from "@/server/services/accounts/find-actor";
import type { PublicContext } from "@/server/services/context";
import type { RequestContext } from "@/server/trpc/init";

const personaOf = {
  sme: "sme",
  bank: "bank",
  credit_office: "office",
} as const satisfies Record<Actor["party"], Persona>;

/** One pool per persona and process, however often the bundler instantiates this module. */
const shared = globalThis as { personaPools?: Map<Persona, Pool> };

function poolOf(persona: Persona): Pool {
  const pools = (shared.personaPools ??= new Map<Persona, Pool>());
  const found = pools.get(persona);
  if (found) return found;
  const pool = connect(personaUrl(env.DATABASE_URL, env.PERSONA_SECRET, persona));
  pools.set(persona, pool);
  return pool;
}

type Incoming = { token: string | null; requestId: string; address: string };

/** Where a request meets the world: the session's actor, their login's pool, and one clock reading. */
export async function requestContext(incoming: Incoming): Promise<RequestContext> {
  const { token, ...request } = incoming;
  const actor = token ? await findActor(publicDatabase(), token) : null;
  const db =
    actor && token ? personaDatabase(poolOf(personaOf[actor.party]), token) : publicDatabase();
  return { ...request, db, actor, now: new Date(), channel: "page" };
}

/** A visitor's context, for signing in and the public pages. */
export function visitorContext(request: Omit<Incoming, "token">): PublicContext {
  return {
    db: publicDatabase(),
    actor: null,
    now: new Date(),
    channel: "page",
    requestId: request.requestId,
  };
}

/** The visitors' login, which reads published rows and calls the functions of signing in. */
export function publicDatabase(): PersonaDatabase {
  return personaDatabase(poolOf("public"), "");
}
