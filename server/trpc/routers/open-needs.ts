import { z } from "zod";
import { NeedIdInput } from "@/domain/needs/schema";
import {
  AcceptTakeInput,
  AnswerTakeInput,
  OpenNeedIdInput,
  OpenNeedInput,
  OpenNeedView,
  OwnOpeningsView,
  TakeNeedInput,
} from "@/domain/needs/open-schema";
import { acceptTake } from "@/server/services/open-needs/accept-take";
import { closeNeed } from "@/server/services/open-needs/close-need";
import { declineTake } from "@/server/services/open-needs/decline-take";
import { listOpenNeeds } from "@/server/services/open-needs/list-open-needs";
import { listOwnOpenings } from "@/server/services/open-needs/list-own-openings";
import { openNeed } from "@/server/services/open-needs/open-need";
import { takeNeed } from "@/server/services/open-needs/take-need";
import { bankProcedure, router, smeProcedure } from "@/server/trpc/init";

export const openNeedsRouter = router({
  own: smeProcedure
    .meta({ permission: "need.read" })
    .input(NeedIdInput)
    .output(OwnOpeningsView)
    .query(({ ctx, input }) => listOwnOpenings(ctx, input)),
  open: smeProcedure
    .meta({ permission: "need.open" })
    .input(OpenNeedInput)
    .output(OpenNeedIdInput)
    .mutation(({ ctx, input }) => openNeed(ctx, input)),
  close: smeProcedure
    .meta({ permission: "need.open" })
    .input(OpenNeedIdInput)
    .output(OpenNeedIdInput)
    .mutation(({ ctx, input }) => closeNeed(ctx, input)),
  accept: smeProcedure
    .meta({ permission: "open_need.answer" })
    .input(AcceptTakeInput)
    .output(z.strictObject({ applicationId: z.uuid() }))
    .mutation(({ ctx, input }) => acceptTake(ctx, input)),
  decline: smeProcedure
    .meta({ permission: "open_need.answer" })
    .input(AnswerTakeInput)
    .output(AnswerTakeInput)
    .mutation(({ ctx, input }) => declineTake(ctx, input)),
  list: bankProcedure
    .meta({ permission: "open_need.read" })
    .output(z.array(OpenNeedView))
    .query(({ ctx }) => listOpenNeeds(ctx)),
  take: bankProcedure
    .meta({ permission: "open_need.take" })
    .input(TakeNeedInput)
    .output(z.strictObject({ takeId: z.uuid() }))
    .mutation(({ ctx, input }) => takeNeed(ctx, input)),
});
