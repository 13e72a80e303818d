import { z } from "zod";
import {
  AttestErasureInput,
  BankErasureList,
  ErasureAttested,
  ErasureOverview,
  ListBankErasuresInput,
  ListOwnErasuresInput,
  OwnErasureList,
} from "@/domain/erasures/schema";
import { attestErasure } from "@/server/services/erasures/attest-erasure";
import { getErasureOverview } from "@/server/services/erasures/get-erasure-overview";
import { listBankErasures } from "@/server/services/erasures/list-bank-erasures";
import { listOwnErasures } from "@/server/services/erasures/list-own-erasures";
import { bankProcedure, officeProcedure, router, smeProcedure } from "@/server/trpc/init";

export const erasuresRouter = router({
  list: bankProcedure
    .meta({ permission: "erasure.read" })
    .input(ListBankErasuresInput)
    .output(BankErasureList)
    .query(({ ctx, input }) => listBankErasures(ctx, input)),
  attest: bankProcedure
    .meta({ permission: "erasure.attest" })
    .input(AttestErasureInput)
    .output(ErasureAttested)
    .mutation(({ ctx, input }) => attestErasure(ctx, input)),
  own: smeProcedure
    .meta({ permission: "ledger.read" })
    .input(ListOwnErasuresInput)
    .output(OwnErasureList)
    .query(({ ctx, input }) => listOwnErasures(ctx, input)),
  overview: officeProcedure
    .meta({ permission: "oversight.read" })
    .input(z.strictObject({}))
    .output(ErasureOverview)
    .query(({ ctx }) => getErasureOverview(ctx)),
});
