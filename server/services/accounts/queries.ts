import { sql } from "drizzle-orm";
import { z } from "zod";
import type { PersonaDatabase } from "@/db/client";
import { allRoles, parties } from "@/domain/shared/actor";

const Row = z.object({
  id: z.uuid(),
  name: z.string(),
  party: z.enum(parties),
  role: z.enum(allRoles as [(typeof allRoles)[number], ...typeof allRoles]),
  organization: z.string().nullable(),
  organizationEn: z.string().nullable(),
});

/** The seeded people of the demo city. */
export async function demoPeople(db: PersonaDatabase) {
  const rows = await db.call(
    sql`select id, name, party, role, organization, organization_en as "organizationEn" from auth.demo_people()`,
  );
  return rows.map((row) => Row.parse(row));
}
