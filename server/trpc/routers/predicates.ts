import { z } from "zod";
import {
  DecidePredicateInput,
  ListWaitingAnswersInput,
  PredicateView,
  ProposePredicateInput,
  ReleaseAnswerInput,
  ReleasedAnswer,
  WaitingAnswers,
  WaitingCount,
} from "@/domain/predicates/schema";
import { approvePredicate } from "@/server/services/predicates/approve-predicate";
import { countWaitingAnswers } from "@/server/services/predicates/count-waiting-answers";
import { discardPredicate } from "@/server/services/predicates/discard-predicate";
import { listPredicates } from "@/server/services/predicates/list-predicates";
import { listWaitingAnswers } from "@/server/services/predicates/list-waiting-answers";
import { proposePredicate } from "@/server/services/predicates/propose-predicate";
import { releaseAnswer } from "@/server/services/predicates/release-answer";
import { retirePredicate } from "@/server/services/predicates/retire-predicate";
import { officeProcedure, router, smeProcedure } from "@/server/trpc/init";

export const predicatesRouter = router({
  waiting: smeProcedure
    .meta({ permission: "answer.read" })
    .output(z.array(WaitingCount))
    .query(({ ctx }) => countWaitingAnswers(ctx)),
  waitingOf: smeProcedure
    .meta({ permission: "answer.read" })
    .input(ListWaitingAnswersInput)
    .output(z.array(WaitingAnswers))
    .query(({ ctx, input }) => listWaitingAnswers(ctx, input)),
  release: smeProcedure
    .meta({ permission: "answer.release" })
    .input(ReleaseAnswerInput)
    .output(ReleasedAnswer)
    .mutation(({ ctx, input }) => releaseAnswer(ctx, input)),
  list: officeProcedure
    .meta({ permission: "predicate.read" })
    .output(z.array(PredicateView))
    .query(({ ctx }) => listPredicates(ctx)),
  propose: officeProcedure
    .meta({ permission: "predicate.propose" })
    .input(ProposePredicateInput)
    .output(DecidePredicateInput)
    .mutation(({ ctx, input }) => proposePredicate(ctx, input)),
  approve: officeProcedure
    .meta({ permission: "predicate.approve" })
    .input(DecidePredicateInput)
    .output(DecidePredicateInput)
    .mutation(({ ctx, input }) => approvePredicate(ctx, input)),
  discard: officeProcedure
    .meta({ permission: "predicate.discard" })
    .input(DecidePredicateInput)
    .output(DecidePredicateInput)
    .mutation(({ ctx, input }) => discardPredicate(ctx, input)),
  retire: officeProcedure
    .meta({ permission: "predicate.retire" })
    .input(DecidePredicateInput)
    .output(DecidePredicateInput)
    .mutation(({ ctx, input }) => retirePredicate(ctx, input)),
});
