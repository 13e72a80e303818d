import { and, asc, eq } from "drizzle-orm";
import { enterprises, loans, outcomes, products, productVersions } from "@/db/schema";
import type { BankLoanView, LoanIdInput } from "@/domain/loans/bank-schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { loanRow, productOfLoan } from "./list-loans";

/** One of the bank's loans with everything that was ever reported about it. */
export async function getLoan(
  { db, actor }: ServiceContext<"bank">,
  { loanId }: LoanIdInput,
): Promise<BankLoanView> {
  return db.transaction(async (tx) => {
    const [loan] = await tx
      .select({
        ...loanRow,
        bankId: loans.bankId,
        enterpriseId: loans.enterpriseId,
        applicationId: loans.applicationId,
        repayment: loans.repayment,
        guarantee: loans.guarantee,
      })
      .from(loans)
      .innerJoin(enterprises, eq(enterprises.id, loans.enterpriseId))
      .innerJoin(products, eq(products.id, loans.productId))
      .innerJoin(productVersions, productOfLoan)
      .where(and(eq(loans.id, loanId), eq(loans.bankId, actor.organizationId)));
    if (!loan) throw new NotFound("loan");
    authorize(actor, "loan.read", loan);
    const told = await tx
      .select({
        id: outcomes.id,
        reference: outcomes.reference,
        kind: outcomes.kind,
        amount: outcomes.amount,
        days: outcomes.days,
        detail: outcomes.detail,
        on: outcomes.on,
        reversalOf: outcomes.reversalOf,
        channel: outcomes.channel,
        recordedAt: outcomes.recordedAt,
      })
      .from(outcomes)
      .where(eq(outcomes.loanId, loan.id))
      .orderBy(asc(outcomes.id));
    const { name, uscc, ...view } = loan;
    return {
      ...view,
      enterprise: { name, uscc },
      outcomes: told.map((outcome) => ({
        ...outcome,
        isReversed: told.some(({ reversalOf }) => reversalOf === outcome.id),
      })),
    };
  });
}
