import { z } from "zod";
import {
  BankConsentView,
  ListBankConsentsInput,
  RelinquishConsentInput,
  RelinquishedConsent,
} from "@/domain/consents/bank-schema";
import { listBankConsents } from "@/server/services/bank-consents/list-bank-consents";
import { relinquishConsent } from "@/server/services/bank-consents/relinquish-consent";
import { bankProcedure, router } from "@/server/trpc/init";

export const bankConsentsRouter = router({
  list: bankProcedure
    .meta({ permission: "application.read" })
    .input(ListBankConsentsInput)
    .output(z.array(BankConsentView))
    .query(({ ctx, input }) => listBankConsents(ctx, input)),
  relinquish: bankProcedure
    .meta({ permission: "consent.relinquish" })
    .input(RelinquishConsentInput)
    .output(RelinquishedConsent)
    .mutation(({ ctx, input }) => relinquishConsent(ctx, input)),
});
