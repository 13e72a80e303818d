import { z } from "zod";
import {
  FetchView,
  ListFetchesInput,
  RefreshedView,
  RefreshView,
  SourceView,
} from "@/domain/sources/schema";
import { getRefresh } from "@/server/services/sources/get-refresh";
import { listFetches } from "@/server/services/sources/list-fetches";
import { listHoldings } from "@/server/services/sources/list-holdings";
import { refreshFacts } from "@/server/services/sources/refresh-facts";
import { router, smeProcedure } from "@/server/trpc/init";

export const sourcesRouter = router({
  holdings: smeProcedure
    .meta({ permission: "source.read" })
    .output(z.array(SourceView))
    .query(({ ctx }) => listHoldings(ctx)),
  fetches: smeProcedure
    .meta({ permission: "source.read" })
    .input(ListFetchesInput)
    .output(z.array(FetchView))
    .query(({ ctx, input }) => listFetches(ctx, input)),
  refreshable: smeProcedure
    .meta({ permission: "source.read" })
    .input(ListFetchesInput)
    .output(RefreshView)
    .query(({ ctx, input }) => getRefresh(ctx, input)),
  refresh: smeProcedure
    .meta({ permission: "source.refresh" })
    .input(ListFetchesInput)
    .output(RefreshedView)
    .mutation(({ ctx, input }) => refreshFacts(ctx, input)),
});
