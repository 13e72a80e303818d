import { ChangedConsent } from "@/domain/consents/life-schema";
import {
  ListOfficeConsentsInput,
  OfficeConsentPage,
  TerminateConsentInput,
} from "@/domain/consents/office-schema";
import { listOfficeConsents } from "@/server/services/consents/list-office-consents";
import { terminateConsent } from "@/server/services/consents/terminate-consent";
import { officeProcedure, router } from "@/server/trpc/init";

export const officeConsentsRouter = router({
  list: officeProcedure
    .meta({ permission: "oversight.read" })
    .input(ListOfficeConsentsInput)
    .output(OfficeConsentPage)
    .query(({ ctx, input }) => listOfficeConsents(ctx, input)),
  terminate: officeProcedure
    .meta({ permission: "consent.terminate" })
    .input(TerminateConsentInput)
    .output(ChangedConsent)
    .mutation(({ ctx, input }) => terminateConsent(ctx, input)),
});
