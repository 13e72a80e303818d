import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import { DomainError } from "@/domain/shared/errors";

type Attempt = "sign-in" | "registration" | "signing";

/** One counter. What is counted is hashed: the table must not become a list of who tried. */
export function throttleKey(attempt: Attempt, kind: "account" | "address" | "firm", value: string) {
  return `${attempt}:${kind}:${createHash("sha256").update(value).digest("base64url")}`;
}

/**
 * Counts the attempt on every key before it is judged, and refuses it where one is still blocked.
 * Each is a statement of its own that commits: an attempt that fails later has still been made.
 */
export async function countAttempt(db: PersonaDatabase, keys: string[], reason: string) {
  const answers = [];
  for (const key of keys)
    answers.push(
      ...(await db.call<{ allowed: boolean }>(sql`select allowed from auth.throttle_hit(${key})`)),
    );
  if (answers.length !== keys.length || answers.some(({ allowed }) => !allowed))
    throw new DomainError("TOO_MANY_REQUESTS", reason);
}

/** A success forgives what was mistyped before it. */
export async function forgiveAttempts(db: PersonaDatabase, keys: string[]) {
  for (const key of keys) await db.call(sql`select auth.throttle_clear(${key})`);
}
