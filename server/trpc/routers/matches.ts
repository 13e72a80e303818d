import { MatchListView, MatchRunView } from "@/domain/matching/views";
import { NeedIdInput } from "@/domain/needs/schema";
import { listMatches } from "@/server/services/matches/list-matches";
import { runMatching } from "@/server/services/matches/run-matching";
import { router, smeProcedure } from "@/server/trpc/init";

export const matchesRouter = router({
  list: smeProcedure
    .meta({ permission: "match.run" })
    .input(NeedIdInput)
    .output(MatchListView)
    .query(({ ctx, input }) => listMatches(ctx, input)),
  run: smeProcedure
    .meta({ permission: "match.run" })
    .input(NeedIdInput)
    .output(MatchRunView)
    .mutation(({ ctx, input }) => runMatching(ctx, input)),
});
