import {
  BankLoanList,
  BankLoanView,
  ClearOverdueInput,
  DisburseLoanInput,
  ListLoansInput,
  LoanIdInput,
  LoanState,
  RecordOverdueInput,
  RecordRepaymentInput,
  ReverseOutcomeInput,
  SettleLoanInput,
} from "@/domain/loans/bank-schema";
import { clearOverdue } from "@/server/services/loans/clear-overdue";
import { disburseLoan } from "@/server/services/loans/disburse-loan";
import { getLoan } from "@/server/services/loans/get-loan";
import { listLoans } from "@/server/services/loans/list-loans";
import { recordOverdue } from "@/server/services/loans/record-overdue";
import { recordRepayment } from "@/server/services/loans/record-repayment";
import { settleLoan } from "@/server/services/loans/settle-loan";
import { reverseOutcome } from "@/server/services/outcomes/reverse-outcome";
import { bankProcedure, router } from "@/server/trpc/init";

export const bankLoansRouter = router({
  list: bankProcedure
    .meta({ permission: "loan.read" })
    .input(ListLoansInput)
    .output(BankLoanList)
    .query(({ ctx, input }) => listLoans(ctx, input)),
  get: bankProcedure
    .meta({ permission: "loan.read" })
    .input(LoanIdInput)
    .output(BankLoanView)
    .query(({ ctx, input }) => getLoan(ctx, input)),
  disburse: bankProcedure
    .meta({ permission: "loan.disburse" })
    .input(DisburseLoanInput)
    .output(LoanState)
    .mutation(({ ctx, input }) => disburseLoan(ctx, input)),
  recordRepayment: bankProcedure
    .meta({ permission: "outcome.record" })
    .input(RecordRepaymentInput)
    .output(LoanState)
    .mutation(({ ctx, input }) => recordRepayment(ctx, input)),
  recordOverdue: bankProcedure
    .meta({ permission: "outcome.record" })
    .input(RecordOverdueInput)
    .output(LoanState)
    .mutation(({ ctx, input }) => recordOverdue(ctx, input)),
  clearOverdue: bankProcedure
    .meta({ permission: "outcome.record" })
    .input(ClearOverdueInput)
    .output(LoanState)
    .mutation(({ ctx, input }) => clearOverdue(ctx, input)),
  settle: bankProcedure
    .meta({ permission: "outcome.record" })
    .input(SettleLoanInput)
    .output(LoanState)
    .mutation(({ ctx, input }) => settleLoan(ctx, input)),
  reverse: bankProcedure
    .meta({ permission: "outcome.record" })
    .input(ReverseOutcomeInput)
    .output(LoanState)
    .mutation(({ ctx, input }) => reverseOutcome(ctx, input)),
});
