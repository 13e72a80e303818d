import { ChainPage, LedgerPage, ListEntriesInput, ReadChainInput } from "@/domain/ledger/schema";
import { listEntries } from "@/server/services/ledger/list-entries";
import { readChain } from "@/server/services/ledger/read-chain";
import { router, smeProcedure } from "@/server/trpc/init";

export const ledgerRouter = router({
  list: smeProcedure
    .meta({ permission: "ledger.read" })
    .input(ListEntriesInput)
    .output(LedgerPage)
    .query(({ ctx, input }) => listEntries(ctx, input)),
  chain: smeProcedure
    .meta({ permission: "ledger.read" })
    .input(ReadChainInput)
    .output(ChainPage)
    .query(({ ctx, input }) => readChain(ctx, input)),
});
