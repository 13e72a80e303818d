import { eq } from "drizzle-orm";
import { offers } from "@/db/schema";
import * as rules from "@/domain/offers/bank-rules";
import type { BankOfferIdInput } from "@/domain/offers/bank-schema";
import { authorize } from "@/domain/policy";
import { recordEvent } from "@/server/audit/record-event";
import { moveApplication } from "@/server/services/applications/move-application";
import type { ServiceContext } from "@/server/services/context";
import { lockBankOffer } from "./lock-bank-offer";

/** Takes an offer back before it is accepted; an open one puts the application under review again. */
export async function withdrawOffer(
  context: ServiceContext<"bank">,
  { offerId }: BankOfferIdInput,
) {
  const { db, actor, now } = context;
  return db.transaction(async (tx) => {
    const { application, offer } = await lockBankOffer(tx, actor, offerId);
    authorize(actor, "offer.withdraw", offer);
    const change = rules.withdrawOffer(offer, application, now);
    await tx.update(offers).set(change.offer).where(eq(offers.id, offer.id));
    if (change.application) {
      await moveApplication(tx, context, application, change.application, "offer_withdrawn");
    }
    const hears = change.application ? offer : { bankId: offer.bankId };
    await recordEvent(tx, context, "offer.withdrawn", offer.id, hears);
    return { id: offer.id, status: change.offer.status };
  });
}
