import {
  ExportPart,
  ExportPartInput,
  GetReceiptInput,
  ListReceiptsInput,
  ReceiptFile,
  ReceiptPage,
} from "@/domain/ledger/receipt-schema";
import { exportLedger } from "@/server/services/ledger/export-ledger";
import { getReceipt, listReceipts } from "@/server/services/ledger/list-receipts";
import { router, smeProcedure } from "@/server/trpc/init";

export const receiptsRouter = router({
  list: smeProcedure
    .meta({ permission: "ledger.read" })
    .input(ListReceiptsInput)
    .output(ReceiptPage)
    .query(({ ctx, input }) => listReceipts(ctx, input)),
  get: smeProcedure
    .meta({ permission: "ledger.read" })
    .input(GetReceiptInput)
    .output(ReceiptFile)
    .query(({ ctx, input }) => getReceipt(ctx, input)),
  exportPart: smeProcedure
    .meta({ permission: "ledger.read" })
    .input(ExportPartInput)
    .output(ExportPart)
    .query(({ ctx, input }) => exportLedger(ctx, input)),
});
