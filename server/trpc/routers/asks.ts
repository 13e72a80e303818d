import { z } from "zod";
import {
  AnswerAskInput,
  AskIdInput,
  AskOptions,
  AskOptionsInput,
  AskState,
  AskView,
  DeclineAskInput,
  ListAsksInput,
  MakeAskInput,
  OwnAskView,
} from "@/domain/asks/schema";
import { ConsentView } from "@/domain/consents/schema";
import { ProfilePreview } from "@/domain/profiles/schema";
import { answerAsk } from "@/server/services/asks/answer-ask";
import { declineAsk } from "@/server/services/asks/decline-ask";
import { getAskOptions } from "@/server/services/asks/get-ask-options";
import { getOwnAsk } from "@/server/services/asks/get-own-ask";
import { listBankAsks } from "@/server/services/asks/list-bank-asks";
import { listOwnAsks } from "@/server/services/asks/list-own-asks";
import { makeAsk } from "@/server/services/asks/make-ask";
import { previewAsk } from "@/server/services/asks/preview-ask";
import { withdrawAsk } from "@/server/services/asks/withdraw-ask";
import { bankProcedure, router, smeProcedure } from "@/server/trpc/init";

export const asksRouter = router({
  own: smeProcedure
    .meta({ permission: "ledger.read" })
    .input(ListAsksInput)
    .output(z.array(AskView))
    .query(({ ctx, input }) => listOwnAsks(ctx, input)),
  get: smeProcedure
    .meta({ permission: "ask.read" })
    .input(AskIdInput)
    .output(OwnAskView)
    .query(({ ctx, input }) => getOwnAsk(ctx, input)),
  preview: smeProcedure
    .meta({ permission: "profile.preview" })
    .input(AskIdInput)
    .output(ProfilePreview)
    .query(({ ctx, input }) => previewAsk(ctx, input)),
  answer: smeProcedure
    .meta({ permission: "ask.answer" })
    .input(AnswerAskInput)
    .output(ConsentView)
    .mutation(({ ctx, input }) => answerAsk(ctx, input)),
  decline: smeProcedure
    .meta({ permission: "ask.decline" })
    .input(DeclineAskInput)
    .output(AskState)
    .mutation(({ ctx, input }) => declineAsk(ctx, input)),
  ofBank: bankProcedure
    .meta({ permission: "ask.read" })
    .input(ListAsksInput)
    .output(z.array(AskView))
    .query(({ ctx, input }) => listBankAsks(ctx, input)),
  options: bankProcedure
    .meta({ permission: "ask.make" })
    .input(AskOptionsInput)
    .output(AskOptions)
    .query(({ ctx, input }) => getAskOptions(ctx, input)),
  make: bankProcedure
    .meta({ permission: "ask.make" })
    .input(MakeAskInput)
    .output(AskState)
    .mutation(({ ctx, input }) => makeAsk(ctx, input)),
  withdraw: bankProcedure
    .meta({ permission: "ask.make" })
    .input(AskIdInput)
    .output(AskState)
    .mutation(({ ctx, input }) => withdrawAsk(ctx, input)),
});
