import { sql } from "drizzle-orm";
import { z } from "zod";
import type { PersonaDatabase } from "@/db/client";
import { roles } from "@/domain/shared/actor";

const Row = z.object({
  person_id: z.uuid(),
  username: z.string(),
  name: z.string(),
  role: z.enum(roles.sme),
  has_authenticator: z.boolean(),
  is_dismissed: z.boolean(),
});

/** Everybody who ever worked for the caller's firm here. */
export async function listPeople(db: PersonaDatabase) {
  const rows = await db.call(sql`select * from auth.people_of_firm(${db.token})`);
  return rows.map((row) => {
    const person = Row.parse(row);
    return {
      id: person.person_id,
      username: person.username,
      name: person.name,
      role: person.role,
      hasAuthenticator: person.has_authenticator,
      isDismissed: person.is_dismissed,
    };
  });
}
