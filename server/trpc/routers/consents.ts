import { z } from "zod";
import {
  ConsentConsequences,
  ConsentView,
  GetConsentInput,
  RequestConsentInput,
  RevokeConsentInput,
  RevokedConsent,
  SignConsentInput,
  SignedConsent,
} from "@/domain/consents/schema";
import { getConsent } from "@/server/services/consents/get-consent";
import { getConsequences } from "@/server/services/consents/get-consequences";
import { listOwnConsents } from "@/server/services/consents/list-own-consents";
import { requestConsent } from "@/server/services/consents/request-consent";
import { revokeConsent } from "@/server/services/consents/revoke-consent";
import { signConsent } from "@/server/services/consents/sign-consent";
import { router, smeProcedure } from "@/server/trpc/init";

export const consentsRouter = router({
  list: smeProcedure
    .meta({ permission: "ledger.read" })
    .output(z.array(ConsentView))
    .query(({ ctx }) => listOwnConsents(ctx)),
  get: smeProcedure
    .meta({ permission: "ledger.read" })
    .input(GetConsentInput)
    .output(ConsentView)
    .query(({ ctx, input }) => getConsent(ctx, input)),
  consequences: smeProcedure
    .meta({ permission: "ledger.read" })
    .input(GetConsentInput)
    .output(ConsentConsequences)
    .query(({ ctx, input }) => getConsequences(ctx, input)),
  request: smeProcedure
    .meta({ permission: "consent.sign" })
    .input(RequestConsentInput)
    .output(ConsentView)
    .mutation(({ ctx, input }) => requestConsent(ctx, input)),
  sign: smeProcedure
    .meta({ permission: "consent.sign" })
    .input(SignConsentInput)
    .output(SignedConsent)
    .mutation(({ ctx, input }) => signConsent(ctx, input)),
  revoke: smeProcedure
    .meta({ permission: "consent.revoke" })
    .input(RevokeConsentInput)
    .output(RevokedConsent)
    .mutation(({ ctx, input }) => revokeConsent(ctx, input)),
});
