import { and, eq, inArray, lte } from "drizzle-orm";
import { applications, offers } from "@/db/schema";
import * as rules from "@/domain/offers/bank-rules";
import { recordEvent } from "@/server/audit/record-event";
import { moveApplication } from "@/server/services/applications/move-application";
import type { SystemContext } from "@/server/services/context";

const batch = 200;

/** Ends offers nobody answered by their last day. Returns how many. */
export async function expireOffers(context: SystemContext): Promise<number> {
  const { db, now } = context;
  return db.transaction(async (tx) => {
    const over = await tx
      .select({ offer: offers, application: applications })
      .from(offers)
      .innerJoin(applications, eq(applications.id, offers.applicationId))
      .where(
        and(inArray(offers.status, ["awaiting_approval", "open"]), lte(offers.validUntil, now)),
      )
      .orderBy(applications.id)
      .limit(batch)
      .for("update", { skipLocked: true });
    for (const { offer, application } of over) {
      const change = rules.expireOffer(offer, application, now);
      await tx.update(offers).set(change.offer).where(eq(offers.id, offer.id));
      const clock = { ...context, channel: "clock" } as const;
      if (change.application) await moveApplication(tx, clock, application, change.application);
      const isSeen = offer.status === "open";
      await recordEvent(
        tx,
        clock,
        isSeen ? "offer.expired" : "offer.withdrawn",
        offer.id,
        isSeen ? offer : { bankId: offer.bankId },
      );
    }
    return over.length;
  });
}
