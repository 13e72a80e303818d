import {
  AcceptedOffer,
  AcceptOfferInput,
  ListOwnOffersInput,
  OfferAcceptance,
  OfferIdInput,
  OwnOfferList,
  RefusedOffer,
  RefuseOfferInput,
} from "@/domain/offers/enterprise-schema";
import { acceptOffer } from "@/server/services/offers/accept-offer";
import { listOwnOffers } from "@/server/services/offers/list-own-offers";
import { getAcceptance } from "@/server/services/offers/write-acceptance";
import { refuseOffer } from "@/server/services/offers/refuse-offer";
import { router, smeProcedure } from "@/server/trpc/init";

export const enterpriseOffersRouter = router({
  list: smeProcedure
    .meta({ permission: "need.read" })
    .input(ListOwnOffersInput)
    .output(OwnOfferList)
    .query(({ ctx, input }) => listOwnOffers(ctx, input)),
  acceptance: smeProcedure
    .meta({ permission: "offer.accept" })
    .input(OfferIdInput)
    .output(OfferAcceptance)
    .query(({ ctx, input }) => getAcceptance(ctx, input)),
  accept: smeProcedure
    .meta({ permission: "offer.accept" })
    .input(AcceptOfferInput)
    .output(AcceptedOffer)
    .mutation(({ ctx, input }) => acceptOffer(ctx, input)),
  refuse: smeProcedure
    .meta({ permission: "offer.refuse" })
    .input(RefuseOfferInput)
    .output(RefusedOffer)
    .mutation(({ ctx, input }) => refuseOffer(ctx, input)),
});
