import { PublishedStatistics } from "@/domain/oversight/published";
import { publishedToday } from "@/server/services/statistics/published-today";
import { publicProcedure, router } from "@/server/trpc/init";

export const statisticsRouter = router({
  published: publicProcedure
    .meta({ permission: "public" })
    .output(PublishedStatistics)
    .query(({ ctx }) => publishedToday(ctx)),
});
