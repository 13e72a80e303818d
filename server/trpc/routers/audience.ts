import { AskAudienceInput, AudienceView } from "@/domain/audience/schema";
import { askAudience } from "@/server/services/audience/ask-audience";
import { bankProcedure, router } from "@/server/trpc/init";

export const audienceRouter = router({
  ask: bankProcedure
    .meta({ permission: "audience.ask" })
    .input(AskAudienceInput)
    .output(AudienceView)
    .mutation(({ ctx, input }) => askAudience(ctx, input)),
});
