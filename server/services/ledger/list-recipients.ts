import { asc, sql } from "drizzle-orm";
import { banks, entries } from "@/db/schema";
import { authorize } from "@/domain/policy";
import type { ServiceContext } from "@/server/services/context";

/** The banks that appear in the enterprise's ledger. */
export async function listRecipients({ db, actor }: ServiceContext<"sme">) {
  authorize(actor, "ledger.read", { enterpriseId: actor.organizationId });
  return db.transaction((tx) =>
    tx
      .select({ id: banks.id, name: banks.name, nameEn: banks.nameEn })
      .from(banks)
      .where(
        sql`exists (select from ${entries} where ${entries.chain} = ${actor.organizationId} and ${entries.recipientId} = ${banks.id})`,
      )
      .orderBy(asc(banks.name)),
  );
}
