import { createHmac } from "node:crypto";
import type { Persona } from "@/db/client";

/** The login role of a persona. */
export const personaRole = (persona: Persona) => `xyd_${persona}`;

/** Derived, never configured: whoever holds the secret can compute every persona's password. */
export function personaPassword(secret: string, persona: Persona) {
  return createHmac("sha256", Buffer.from(secret, "base64"))
    .update(personaRole(persona))
    .digest("base64url");
}

/** The same database as the migrator's, signed in as a persona. */
export function personaUrl(databaseUrl: string, secret: string, persona: Persona) {
  const url = new URL(databaseUrl);
  url.username = personaRole(persona);
  url.password = personaPassword(secret, persona);
  return url.href;
}

/** The same login, acting as the queue's owner: how graphile-worker connects. */
export function asQueue(url: string) {
  const acting = new URL(url);
  acting.searchParams.set("options", "-c role=xyd_queue");
  return acting.href;
}
