import { and, desc, eq } from "drizzle-orm";
import { loans, offers, outcomes } from "@/db/schema";
import type { LoanIdInput, OwnLoanView } from "@/domain/loans/enterprise-schema";
import { priceOffer } from "@/domain/offers/pricing";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { selectOwnLoans } from "@/server/services/loans/own-rows";

/** One loan with its repayment schedule and what the bank reported of it since. */
export async function getOwnLoan(
  { db, actor }: ServiceContext<"sme">,
  { loanId }: LoanIdInput,
): Promise<OwnLoanView> {
  return db.transaction(async (tx) => {
    const [loan] = await selectOwnLoans(
      tx,
      and(eq(loans.id, loanId), eq(loans.enterpriseId, actor.organizationId)),
    );
    if (!loan) throw new NotFound("loan");
    authorize(actor, "loan.read", loan);

    const [accepted] = await tx
      .select({ fees: offers.fees })
      .from(offers)
      .where(and(eq(offers.applicationId, loan.applicationId), eq(offers.status, "accepted")));
    const reported = await tx
      .select({
        id: outcomes.id,
        kind: outcomes.kind,
        amount: outcomes.amount,
        days: outcomes.days,
        on: outcomes.on,
        reversalOf: outcomes.reversalOf,
      })
      .from(outcomes)
      .where(eq(outcomes.loanId, loanId))
      .orderBy(desc(outcomes.on), desc(outcomes.recordedAt))
      .limit(500);

    return {
      ...loan,
      schedule: priceOffer(
        { ...loan, amount: loan.principal, fees: accepted?.fees ?? [] },
        loan.disbursedOn,
      ).rows,
      outcomes: reported.map(({ reversalOf, ...outcome }) => ({
        ...outcome,
        isReversal: reversalOf !== null,
      })),
    };
  });
}
