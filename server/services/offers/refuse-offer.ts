import { eq } from "drizzle-orm";
import { applications, offers } from "@/db/schema";
import * as rules from "@/domain/offers/enterprise-rules";
import type { RefuseOfferInput } from "@/domain/offers/enterprise-schema";
import { authorize } from "@/domain/policy";
import { recordEvent } from "@/server/audit/record-event";
import { endConsents } from "@/server/services/applications/end-consents";
import { recordTransition } from "@/server/services/applications/own-application";
import type { ServiceContext } from "@/server/services/context";
import { lockOffered } from "@/server/services/offers/own-offer";

/** Says no to an offer; its application is over, and the bank's consent ends with it. */
export async function refuseOffer(context: ServiceContext<"sme">, { offerId }: RefuseOfferInput) {
  const { db, actor, now } = context;
  const enterpriseId = actor.organizationId;

  const application = await db.transaction(async (tx) => {
    const found = await lockOffered(tx, enterpriseId, offerId);
    authorize(actor, "offer.refuse", found.offer);
    const change = rules.refuseOffer(found.offer, found.application, now);

    await tx.update(offers).set(change.offer).where(eq(offers.id, offerId));
    await tx
      .update(applications)
      .set(change.application)
      .where(eq(applications.id, found.application.id));
    await recordTransition(tx, context, {
      id: found.application.id,
      from: found.application.status,
      to: change.application.status,
    });
    await recordEvent(tx, context, "offer.refused", offerId, {
      enterpriseId,
      bankId: found.offer.bankId,
    });
    return found.application;
  });

  await endConsents(context, [application.consentId], "offer_refused");
  return { offerId, applicationId: application.id };
}
