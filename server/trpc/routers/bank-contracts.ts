import { BankApplicationIdInput, BankApplicationState } from "@/domain/applications/bank-schema";
import { ContractView, SignContractInput } from "@/domain/offers/bank-schema";
import { findContract } from "@/server/services/contracts/find-contract";
import { signContract } from "@/server/services/contracts/sign-contract";
import { bankProcedure, router } from "@/server/trpc/init";

export const bankContractsRouter = router({
  find: bankProcedure
    .meta({ permission: "offer.read" })
    .input(BankApplicationIdInput)
    .output(ContractView.nullable())
    .query(({ ctx, input }) => findContract(ctx, input)),
  sign: bankProcedure
    .meta({ permission: "contract.sign" })
    .input(SignContractInput)
    .output(BankApplicationState)
    .mutation(({ ctx, input }) => signContract(ctx, input)),
});
