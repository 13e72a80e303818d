import { and, desc, eq } from "drizzle-orm";
import { offers } from "@/db/schema";
import type { BankOfferView, ListBankOffersInput } from "@/domain/offers/bank-schema";
import type { ServiceContext } from "@/server/services/context";

/** Every version the bank has drafted for an application, newest first. */
export async function listBankOffers(
  { db, actor }: ServiceContext<"bank">,
  { applicationId }: ListBankOffersInput,
): Promise<{ offers: BankOfferView[] }> {
  const rows = await db.transaction((tx) =>
    tx
      .select()
      .from(offers)
      .where(and(eq(offers.applicationId, applicationId), eq(offers.bankId, actor.organizationId)))
      .orderBy(desc(offers.version))
      .limit(50),
  );
  return { offers: rows.map(({ needId: _need, scheduleHash: _hash, ...view }) => view) };
}
