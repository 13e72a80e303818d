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
    if (party === "credit_office") return undefined;
    const [table, nameEn] =
      party === "sme" ? [enterprises, enterprises.name] : [banks, banks.nameEn];
    const [row] = await tx.select({ name: table.name, nameEn }).from(table).where(eq(table.id, id));
    return row;
  });
  const { name: own, nameEn } = organization ?? { name: null, nameEn: null };
  return { name, party, role, organization: { id, name: own, nameEn }, isDemo };
}
