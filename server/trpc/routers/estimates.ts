import { EstimateInput, EstimateView, OwnEstimateInput } from "@/domain/estimates/schema";
import { estimateFor } from "@/server/services/estimates/estimate-for";
import { estimateOwn } from "@/server/services/estimates/estimate-own";
import { publicProcedure, router, smeProcedure } from "@/server/trpc/init";

export const estimatesRouter = router({
  own: smeProcedure
    .meta({ permission: "enterprise.read" })
    .input(OwnEstimateInput)
    .output(EstimateView)
    .query(({ ctx, input }) => estimateOwn(ctx, input)),
  forAnyone: publicProcedure
    .meta({ permission: "public" })
    .input(EstimateInput)
    .output(EstimateView)
    .query(({ ctx, input }) => estimateFor(ctx, input)),
});
