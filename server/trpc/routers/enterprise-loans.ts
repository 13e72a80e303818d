import { LoanIdInput, OwnLoanList, OwnLoanView } from "@/domain/loans/enterprise-schema";
import { getOwnLoan } from "@/server/services/loans/get-own-loan";
import { listOwnLoans } from "@/server/services/loans/list-own-loans";
import { router, smeProcedure } from "@/server/trpc/init";

export const enterpriseLoansRouter = router({
  list: smeProcedure
    .meta({ permission: "need.read" })
    .output(OwnLoanList)
    .query(({ ctx }) => listOwnLoans(ctx)),
  get: smeProcedure
    .meta({ permission: "loan.read" })
    .input(LoanIdInput)
    .output(OwnLoanView)
    .query(({ ctx, input }) => getOwnLoan(ctx, input)),
});
