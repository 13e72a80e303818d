import {
  AnswerInformationInput,
  ApplicationIdInput,
  ApplicationState,
  AttachDocumentInput,
  DocumentView,
  ListOwnApplicationsInput,
  OwnApplicationList,
  OwnApplicationView,
  PrepareApplicationInput,
  SubmitApplicationInput,
} from "@/domain/applications/enterprise-schema";
import { answerInformation } from "@/server/services/applications/answer-information";
import { attachDocument } from "@/server/services/applications/attach-document";
import { getOwnApplication } from "@/server/services/applications/get-own-application";
import { listOwnApplications } from "@/server/services/applications/list-own-applications";
import { prepareApplication } from "@/server/services/applications/prepare-application";
import { submitApplication } from "@/server/services/applications/submit-application";
import { withdrawApplication } from "@/server/services/applications/withdraw-application";
import { router, smeProcedure } from "@/server/trpc/init";

export const enterpriseApplicationsRouter = router({
  prepare: smeProcedure
    .meta({ permission: "application.prepare" })
    .input(PrepareApplicationInput)
    .output(ApplicationState)
    .mutation(({ ctx, input }) => prepareApplication(ctx, input)),
  submit: smeProcedure
    .meta({ permission: "application.submit" })
    .input(SubmitApplicationInput)
    .output(ApplicationState)
    .mutation(({ ctx, input }) => submitApplication(ctx, input)),
  withdraw: smeProcedure
    .meta({ permission: "application.withdraw" })
    .input(ApplicationIdInput)
    .output(ApplicationState)
    .mutation(({ ctx, input }) => withdrawApplication(ctx, input)),
  answerInformation: smeProcedure
    .meta({ permission: "application.answer_information" })
    .input(AnswerInformationInput)
    .output(ApplicationState)
    .mutation(({ ctx, input }) => answerInformation(ctx, input)),
  attachDocument: smeProcedure
    .meta({ permission: "application.answer_information" })
    .input(AttachDocumentInput)
    .output(DocumentView)
    .mutation(({ ctx, input }) => attachDocument(ctx, input)),
  list: smeProcedure
    .meta({ permission: "need.read" })
    .input(ListOwnApplicationsInput)
    .output(OwnApplicationList)
    .query(({ ctx, input }) => listOwnApplications(ctx, input)),
  get: smeProcedure
    .meta({ permission: "application.read" })
    .input(ApplicationIdInput)
    .output(OwnApplicationView)
    .query(({ ctx, input }) => getOwnApplication(ctx, input)),
});
