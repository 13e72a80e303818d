import { sql } from "drizzle-orm";
import { z } from "zod";
import type { PersonaDatabase } from "@/db/client";
import { roles, type Actor } from "@/domain/shared/actor";

const person = {
  user_id: z.uuid(),
  organization_id: z.guid(),
  name: z.string(),
  is_demo: z.boolean(),
};
const Row = z.discriminatedUnion("party", [
  z.object({ ...person, party: z.literal("sme"), role: z.enum(roles.sme) }),
  z.object({ ...person, party: z.literal("bank"), role: z.enum(roles.bank) }),
  z.object({ ...person, party: z.literal("credit_office"), role: z.enum(roles.credit_office) }),
]);

/** Whose session a token is at this very moment: role and organization come from the row, not the cookie. */
export async function findActor(db: PersonaDatabase, token: string): Promise<Actor | null> {
  const [row] = await db.call(
    sql`select user_id, organization_id, party, role, name, is_demo from auth.session_actor(${token})`,
  );
  if (!row) return null;
  const {
    user_id: userId,
    organization_id: organizationId,
    is_demo: isDemo,
    ...rest
  } = Row.parse(row);
  return { ...rest, userId, organizationId, isDemo };
}
