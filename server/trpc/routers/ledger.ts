import { z } from "zod";
import { SealView } from "@/domain/ledger/receipt-schema";
import {
  ChainPage,
  LedgerPage,
  ListEntriesInput,
  ReadChainInput,
  RecipientView,
} from "@/domain/ledger/schema";
import { getSeal } from "@/server/services/ledger/get-seal";
import { listEntries } from "@/server/services/ledger/list-entries";
import { listRecipients } from "@/server/services/ledger/list-recipients";
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
  seal: smeProcedure
    .meta({ permission: "ledger.read" })
    .output(SealView)
    .query(({ ctx }) => getSeal(ctx)),
  recipients: smeProcedure
    .meta({ permission: "ledger.read" })
    .output(z.array(RecipientView))
    .query(({ ctx }) => listRecipients(ctx)),
});
