import { z } from "zod";
import {
  ChangedConsent,
  ConsentComparison,
  ConsentConsequences,
  GetConsequencesInput,
  GetRevisionRoomInput,
  NarrowConsentInput,
  ReviseConsentInput,
  RevisionRoom,
} from "@/domain/consents/life-schema";
import {
  ConsentView,
  GetConsentInput,
  RequestConsentInput,
  RevokeConsentInput,
  RevokedConsent,
  SignConsentInput,
  SignedConsent,
} from "@/domain/consents/schema";
import { DeletionDemanded } from "@/domain/erasures/schema";
import { compareConsents } from "@/server/services/consents/compare-consents";
import { demandDeletion } from "@/server/services/consents/demand-deletion";
import { getConsent } from "@/server/services/consents/get-consent";
import { getConsequences } from "@/server/services/consents/get-consequences";
import { listOwnConsents } from "@/server/services/consents/list-own-consents";
import { narrowConsent } from "@/server/services/consents/narrow-consent";
import { pauseConsent } from "@/server/services/consents/pause-consent";
import { rejectConsent } from "@/server/services/consents/reject-consent";
import { requestConsent } from "@/server/services/consents/request-consent";
import { resumeConsent } from "@/server/services/consents/resume-consent";
import { reviseConsent } from "@/server/services/consents/revise-consent";
import { getRevisionRoom } from "@/server/services/consents/revision-room";
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
    .input(GetConsequencesInput)
    .output(ConsentConsequences)
    .query(({ ctx, input }) => getConsequences(ctx, input)),
  compare: smeProcedure
    .meta({ permission: "ledger.read" })
    .input(GetConsentInput)
    .output(ConsentComparison)
    .query(({ ctx, input }) => compareConsents(ctx, input)),
  revisionRoom: smeProcedure
    .meta({ permission: "ledger.read" })
    .input(GetRevisionRoomInput)
    .output(RevisionRoom)
    .query(({ ctx, input }) => getRevisionRoom(ctx, input)),
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
  revise: smeProcedure
    .meta({ permission: "consent.sign" })
    .input(ReviseConsentInput)
    .output(ConsentView)
    .mutation(({ ctx, input }) => reviseConsent(ctx, input)),
  reject: smeProcedure
    .meta({ permission: "consent.reject" })
    .input(GetConsentInput)
    .output(ChangedConsent)
    .mutation(({ ctx, input }) => rejectConsent(ctx, input)),
  pause: smeProcedure
    .meta({ permission: "consent.pause" })
    .input(GetConsentInput)
    .output(ChangedConsent)
    .mutation(({ ctx, input }) => pauseConsent(ctx, input)),
  resume: smeProcedure
    .meta({ permission: "consent.resume" })
    .input(GetConsentInput)
    .output(ChangedConsent)
    .mutation(({ ctx, input }) => resumeConsent(ctx, input)),
  narrow: smeProcedure
    .meta({ permission: "consent.narrow" })
    .input(NarrowConsentInput)
    .output(ChangedConsent)
    .mutation(({ ctx, input }) => narrowConsent(ctx, input)),
  revoke: smeProcedure
    .meta({ permission: "consent.revoke" })
    .input(RevokeConsentInput)
    .output(RevokedConsent)
    .mutation(({ ctx, input }) => revokeConsent(ctx, input)),
  demandDeletion: smeProcedure
    .meta({ permission: "consent.revoke" })
    .input(GetConsentInput)
    .output(DeletionDemanded)
    .mutation(({ ctx, input }) => demandDeletion(ctx, input)),
});
