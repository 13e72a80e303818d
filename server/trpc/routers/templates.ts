import { z } from "zod";
import {
  DecideTemplateInput,
  ProposeTemplateInput,
  PurposeView,
  TemplateView,
} from "@/domain/templates/schema";
import { approveTemplate } from "@/server/services/templates/approve-template";
import { discardTemplate } from "@/server/services/templates/discard-template";
import { listPurposes } from "@/server/services/templates/list-purposes";
import { listTemplates } from "@/server/services/templates/list-templates";
import { proposeTemplate } from "@/server/services/templates/propose-template";
import { officeProcedure, publicProcedure, router } from "@/server/trpc/init";

export const templatesRouter = router({
  published: publicProcedure
    .meta({ permission: "public" })
    .output(z.array(PurposeView))
    .query(({ ctx }) => listPurposes(ctx)),
  list: officeProcedure
    .meta({ permission: "template.read" })
    .output(z.array(TemplateView))
    .query(({ ctx }) => listTemplates(ctx)),
  propose: officeProcedure
    .meta({ permission: "template.propose" })
    .input(ProposeTemplateInput)
    .output(DecideTemplateInput)
    .mutation(({ ctx, input }) => proposeTemplate(ctx, input)),
  approve: officeProcedure
    .meta({ permission: "template.approve" })
    .input(DecideTemplateInput)
    .output(DecideTemplateInput)
    .mutation(({ ctx, input }) => approveTemplate(ctx, input)),
  discard: officeProcedure
    .meta({ permission: "template.discard" })
    .input(DecideTemplateInput)
    .output(DecideTemplateInput)
    .mutation(({ ctx, input }) => discardTemplate(ctx, input)),
});
