import { createHash, randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { DomainError } from "@/domain/shared/errors";
import type { PublicContext } from "@/server/services/context";

/** A working day; nobody stays signed in over night on a bank's desk. */
export const sessionHours = 12;

/** Starts a session; gives its opaque 256-bit id, of which the database keeps the hash only. */
export async function openSession({ db, now }: PublicContext, personId: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest();
  const expiresAt = new Date(now.getTime() + sessionHours * 3_600_000);
  const [row] = await db.call<{ opened: boolean }>(
    sql`select auth.session_open(${personId}::uuid, ${hash}, ${expiresAt.toISOString()}::timestamptz) as opened`,
  );
  if (!row?.opened) throw new DomainError("UNAUTHORIZED", "sign_in_refused");
  return token;
}
