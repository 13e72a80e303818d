import { OversightCutInput } from "@/domain/oversight/cut";
import { BankInput, BankOverviewView, OverviewView } from "@/domain/oversight/schema";
import { getBankOverview } from "@/server/services/oversight/get-bank-overview";
import { getOverview } from "@/server/services/oversight/get-overview";
import { officeProcedure, router } from "@/server/trpc/init";

export const oversightRouter = router({
  overview: officeProcedure
    .meta({ permission: "oversight.read" })
    .input(OversightCutInput)
    .output(OverviewView)
    .query(({ ctx, input }) => getOverview(ctx, input)),
  bank: officeProcedure
    .meta({ permission: "oversight.read" })
    .input(BankInput)
    .output(BankOverviewView)
    .query(({ ctx, input }) => getBankOverview(ctx, input)),
});
