import {
  BankApplicationIdInput,
  BankApplicationState,
  BankDocument,
  BankDocumentInput,
  CaseView,
  DeclineApplicationInput,
  ListQueueInput,
  QueueView,
  RequestInformationInput,
} from "@/domain/applications/bank-schema";
import { acceptApplication } from "@/server/services/applications/accept-application";
import { declineApplication } from "@/server/services/applications/decline-application";
import { getBankDocument } from "@/server/services/applications/get-bank-document";
import { getCase } from "@/server/services/applications/get-case";
import { listQueue } from "@/server/services/applications/list-queue";
import { requestInformation } from "@/server/services/applications/request-information";
import { bankProcedure, router } from "@/server/trpc/init";

export const bankApplicationsRouter = router({
  queue: bankProcedure
    .meta({ permission: "application.read" })
    .input(ListQueueInput)
    .output(QueueView)
    .query(({ ctx, input }) => listQueue(ctx, input)),
  get: bankProcedure
    .meta({ permission: "application.read" })
    .input(BankApplicationIdInput)
    .output(CaseView)
    .query(({ ctx, input }) => getCase(ctx, input)),
  document: bankProcedure
    .meta({ permission: "application.read" })
    .input(BankDocumentInput)
    .output(BankDocument)
    .query(({ ctx, input }) => getBankDocument(ctx, input)),
  accept: bankProcedure
    .meta({ permission: "application.accept" })
    .input(BankApplicationIdInput)
    .output(BankApplicationState)
    .mutation(({ ctx, input }) => acceptApplication(ctx, input)),
  requestInformation: bankProcedure
    .meta({ permission: "application.request_information" })
    .input(RequestInformationInput)
    .output(BankApplicationState)
    .mutation(({ ctx, input }) => requestInformation(ctx, input)),
  decline: bankProcedure
    .meta({ permission: "application.decline" })
    .input(DeclineApplicationInput)
    .output(BankApplicationState)
    .mutation(({ ctx, input }) => declineApplication(ctx, input)),
});
