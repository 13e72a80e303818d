import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { offers } from "@/db/schema";
import { offerStatuses, type OfferStatus } from "@/domain/offers/lifecycle";
import { NotFound } from "@/domain/shared/errors";
import { lockOwnRow } from "@/server/services/applications/own-application";
import { getOwnNeed } from "@/server/services/needs/queries";

/** What an enterprise may know of an offer's life: what is still within the bank does not exist for it. */
export const shownOfferStatuses = offerStatuses.filter(
  (status) => status !== "draft" && status !== "awaiting_approval",
);

const isShown = (status: OfferStatus) => shownOfferStatuses.some((shown) => shown === status);

/** The enterprise's own offer with its application, both locked, and its need; another's does not exist. */
export async function lockOffered(tx: Transaction, enterpriseId: string, offerId: string) {
  const own = and(eq(offers.id, offerId), eq(offers.enterpriseId, enterpriseId));
  const [seen] = await tx.select({ applicationId: offers.applicationId }).from(offers).where(own);
  if (!seen) throw new NotFound("offer");
  // The application before its offer, as everybody does.
  const application = await lockOwnRow(tx, enterpriseId, seen.applicationId);
  const [offer] = await tx.select().from(offers).where(own).for("update");
  if (!offer || !isShown(offer.status)) throw new NotFound("offer");
  const need = await getOwnNeed(tx, enterpriseId, offer.needId);
  return { offer, application, need };
}
