import {
  CreateNeedInput,
  NeedIdInput,
  NeedListInput,
  NeedListView,
  NeedView,
  UpdateNeedInput,
} from "@/domain/needs/schema";
import { createNeed } from "@/server/services/needs/create-need";
import { getNeed } from "@/server/services/needs/get-need";
import { listNeeds } from "@/server/services/needs/list-needs";
import { updateNeed } from "@/server/services/needs/update-need";
import { withdrawNeed } from "@/server/services/needs/withdraw-need";
import { router, smeProcedure } from "@/server/trpc/init";

export const needsRouter = router({
  create: smeProcedure
    .meta({ permission: "need.create" })
    .input(CreateNeedInput)
    .output(NeedView)
    .mutation(({ ctx, input }) => createNeed(ctx, input)),
  get: smeProcedure
    .meta({ permission: "need.read" })
    .input(NeedIdInput)
    .output(NeedView)
    .query(({ ctx, input }) => getNeed(ctx, input)),
  list: smeProcedure
    .meta({ permission: "need.read" })
    .input(NeedListInput)
    .output(NeedListView)
    .query(({ ctx, input }) => listNeeds(ctx, input)),
  update: smeProcedure
    .meta({ permission: "need.update" })
    .input(UpdateNeedInput)
    .output(NeedView)
    .mutation(({ ctx, input }) => updateNeed(ctx, input)),
  withdraw: smeProcedure
    .meta({ permission: "need.withdraw" })
    .input(NeedIdInput)
    .output(NeedView)
    .mutation(({ ctx, input }) => withdrawNeed(ctx, input)),
});
