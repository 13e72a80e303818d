import { sql } from "drizzle-orm";
import { z } from "zod";
import type { PersonaDatabase } from "@/db/client";
import { passkeyTransports } from "@/domain/passkeys/schema";

const instant = z.coerce.date();
const Row = z.object({
  credential_id: z.string(),
  public_key: z.instanceof(Buffer),
  transports: z.array(z.enum(passkeyTransports)),
  name: z.string(),
  is_backed_up: z.boolean(),
  created_at: instant,
  last_used_at: instant.nullable(),
});

/** The caller's own live keys. The counter stays with the database, which compares it. */
export async function ownPasskeys({ db }: { db: PersonaDatabase }) {
  const rows = await db.call(
    sql`select credential_id, public_key, transports, name, is_backed_up, created_at, last_used_at from auth.passkeys_own(${db.token})`,
  );
  return rows.map((row) => {
    const key = Row.parse(row);
    return {
      credentialId: key.credential_id,
      publicKey: key.public_key,
      transports: key.transports,
      name: key.name,
      isBackedUp: key.is_backed_up,
      createdAt: key.created_at,
      lastUsedAt: key.last_used_at,
    };
  });
}
