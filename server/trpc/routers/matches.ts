import {
  MatchListInput,
  MatchListView,
  MatchRunView,
  ReplayView,
  RunIdInput,
  RunListView,
  RunMatchingInput,
  RunView,
} from "@/domain/matching/views";
import { NeedIdInput } from "@/domain/needs/schema";
import { listMatches } from "@/server/services/matches/list-matches";
import { getRun } from "@/server/services/matches/get-run";
import { listRuns } from "@/server/services/matches/list-runs";
import { replayRun } from "@/server/services/matches/replay-run";
import { runMatching } from "@/server/services/matches/run-matching";
import { router, smeProcedure } from "@/server/trpc/init";

export const matchesRouter = router({
  list: smeProcedure
    .meta({ permission: "match.run" })
    .input(MatchListInput)
    .output(MatchListView)
    .query(({ ctx, input }) => listMatches(ctx, input)),
  run: smeProcedure
    .meta({ permission: "match.run" })
    .input(RunMatchingInput)
    .output(MatchRunView)
    .mutation(({ ctx, input }) => runMatching(ctx, input)),
  runs: smeProcedure
    .meta({ permission: "match.run" })
    .input(NeedIdInput)
    .output(RunListView)
    .query(({ ctx, input }) => listRuns(ctx, input)),
  getRun: smeProcedure
    .meta({ permission: "match.run" })
    .input(RunIdInput)
    .output(RunView)
    .query(({ ctx, input }) => getRun(ctx, input)),
  replay: smeProcedure
    .meta({ permission: "match.run" })
    .input(RunIdInput)
    .output(ReplayView)
    .query(({ ctx, input }) => replayRun(ctx, input)),
});
