import { eq } from "drizzle-orm";
import { offers } from "@/db/schema";
import * as rules from "@/domain/offers/bank-rules";
import type { SendBackOfferInput } from "@/domain/offers/bank-schema";
import { authorize } from "@/domain/policy";
import { recordEvent } from "@/server/audit/record-event";
import type { ServiceContext } from "@/server/services/context";
import { lockBankOffer } from "./lock-bank-offer";

/** The approver says what is wrong; the officer drafts anew from it. */
export async function sendBackOffer(
  context: ServiceContext<"bank">,
  { offerId, reason }: SendBackOfferInput,
) {
  const { db, actor, now } = context;
  return db.transaction(async (tx) => {
    const { offer } = await lockBankOffer(tx, actor, offerId);
    authorize(actor, "offer.approve", offer);
    const change = rules.sendBackOffer(offer, reason, now);
    await tx.update(offers).set(change).where(eq(offers.id, offer.id));
    // The firm has not seen this offer and does not hear of it.
    await recordEvent(tx, context, "offer.sent_back", offer.id, { bankId: offer.bankId });
    return { id: offer.id, status: change.status };
  });
}
