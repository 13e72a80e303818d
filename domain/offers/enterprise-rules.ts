import { applicationCan, type ApplicationStatus } from "@/domain/applications/lifecycle";
import { needCan, type NeedStatus } from "@/domain/needs/lifecycle";
import { Conflict } from "@/domain/shared/errors";
import { offerCan, type OfferStatus } from "./lifecycle";

type Decidable = { status: OfferStatus; validUntil: Date };
type Around = { application: { status: ApplicationStatus }; need: { status: NeedStatus } };

/** Decides, without touching anything, what accepting an offer changes; its siblings become `not_selected`. */
export function acceptOffer(offer: Decidable, { application, need }: Around, now: Date) {
  if (!offerCan("accept", offer, now)) throw new Conflict("offer_not_open");
  if (!applicationCan("accept_offer", application)) throw new Conflict("offer_not_open");
  if (!needCan("select_offer", need)) throw new Conflict("need_already_has_accepted_offer");
  return {
    offer: { status: "accepted", decidedAt: now },
    application: { status: "accepted_by_enterprise", decidedAt: now, updatedAt: now },
    need: { status: "offer_selected" },
    siblingOffer: { status: "not_selected", decidedAt: now },
    siblingApplication: { status: "not_selected", decidedAt: now, updatedAt: now },
    /** One that no bank has seen was not in the running. */
    preparedSibling: { status: "withdrawn", decidedAt: now, updatedAt: now },
  } as const;
}

/** Decides what refusing an offer changes. */
export function refuseOffer(
  offer: Decidable,
  application: { status: ApplicationStatus },
  now: Date,
) {
  if (!offerCan("refuse", offer, now) || !applicationCan("refuse_offer", application))
    throw new Conflict("offer_not_open");
  return {
    offer: { status: "refused", decidedAt: now },
    application: { status: "refused", decidedAt: now, updatedAt: now },
  } as const;
}
