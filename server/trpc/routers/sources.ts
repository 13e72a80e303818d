import { z } from "zod";
import { FetchView, ListFetchesInput, SourceView } from "@/domain/sources/schema";
import { listFetches } from "@/server/services/sources/list-fetches";
import { listHoldings } from "@/server/services/sources/list-holdings";
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
});
