import { eq } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import { banks, enterprises } from "@/db/schema";
import type { AccountView } from "@/domain/accounts/schema";
import type { Actor } from "@/domain/shared/actor";

type Context = { db: PersonaDatabase; actor: Actor | null };

/** Who is signed in and for whom; null for a visitor. */
export async function getAccount({ db, actor }: Context): Promise<AccountView | null> {
  if (!actor) return null;
  const { name, party, role, organizationId: id, isDemo } = actor;
  const organization = await db.transaction(async (tx) => {
    if (party === "credit_office") return null;
    const table = party === "sme" ? enterprises : banks;
    const [row] = await tx.select({ name: table.name }).from(table).where(eq(table.id, id));
    return row?.name ?? null;
  });
  return { name, party, role, organization: { id, name: organization }, isDemo };
}
