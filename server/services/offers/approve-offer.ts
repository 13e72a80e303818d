import { and, eq } from "drizzle-orm";
import { offers } from "@/db/schema";
import type { BankOfferIdInput } from "@/domain/offers/bank-schema";
import * as rules from "@/domain/offers/bank-rules";
import { authorize } from "@/domain/policy";
import { recordEvent } from "@/server/audit/record-event";
import { moveApplication } from "@/server/services/applications/move-application";
import type { ServiceContext } from "@/server/services/context";
import { recordDecision } from "@/server/services/outcomes/record-decision";
import { lockBankOffer } from "./lock-bank-offer";

/** The second pair of eyes: from here the firm can accept; an older open version gives way. */
export async function approveOffer(context: ServiceContext<"bank">, { offerId }: BankOfferIdInput) {
  const { db, actor, now } = context;
  return db.transaction(async (tx) => {
    const { application, offer } = await lockBankOffer(tx, actor, offerId);
    authorize(actor, "offer.approve", offer);
    const change = rules.approveOffer(offer, application, actor.userId, now);

    await tx
      .update(offers)
      .set({ status: "replaced", decidedAt: now })
      .where(and(eq(offers.applicationId, application.id), eq(offers.status, "open")));
    const [opened] = await tx
      .update(offers)
      .set(change.offer)
      .where(eq(offers.id, offer.id))
      .returning({ id: offers.id, status: offers.status });
    await moveApplication(tx, context, application, change.application, `v${offer.version}`);
    await recordDecision(tx, context, application, {
      reference: `decision-${offer.id}`,
      detail: "offered",
    });
    await recordEvent(tx, context, "offer.opened", offer.id, offer);
    return opened ?? { id: offer.id, status: change.offer.status };
  });
}
