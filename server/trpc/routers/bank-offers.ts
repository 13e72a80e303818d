import {
  BankOfferIdInput,
  BankOfferList,
  BankOfferState,
  DraftOfferInput,
  ListBankOffersInput,
  SendBackOfferInput,
} from "@/domain/offers/bank-schema";
import { approveOffer } from "@/server/services/offers/approve-offer";
import { draftOffer } from "@/server/services/offers/draft-offer";
import { listBankOffers } from "@/server/services/offers/list-bank-offers";
import { sendBackOffer } from "@/server/services/offers/send-back-offer";
import { withdrawOffer } from "@/server/services/offers/withdraw-offer";
import { bankProcedure, router } from "@/server/trpc/init";

export const bankOffersRouter = router({
  list: bankProcedure
    .meta({ permission: "offer.read" })
    .input(ListBankOffersInput)
    .output(BankOfferList)
    .query(({ ctx, input }) => listBankOffers(ctx, input)),
  draft: bankProcedure
    .meta({ permission: "offer.draft" })
    .input(DraftOfferInput)
    .output(BankOfferState)
    .mutation(({ ctx, input }) => draftOffer(ctx, input)),
  approve: bankProcedure
    .meta({ permission: "offer.approve" })
    .input(BankOfferIdInput)
    .output(BankOfferState)
    .mutation(({ ctx, input }) => approveOffer(ctx, input)),
  sendBack: bankProcedure
    .meta({ permission: "offer.approve" })
    .input(SendBackOfferInput)
    .output(BankOfferState)
    .mutation(({ ctx, input }) => sendBackOffer(ctx, input)),
  withdraw: bankProcedure
    .meta({ permission: "offer.withdraw" })
    .input(BankOfferIdInput)
    .output(BankOfferState)
    .mutation(({ ctx, input }) => withdrawOffer(ctx, input)),
});
