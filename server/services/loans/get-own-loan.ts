import { and, desc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { applications, loans, offers, outcomes, productVersions } from "@/db/schema";
import type { LoanIdInput, OwnLoanView } from "@/domain/loans/enterprise-schema";
import { priceOffer } from "@/domain/offers/pricing";
import { authorize } from "@/domain/policy";
import { conventionOf } from "@/domain/products/convention";
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

    const { fees, convention } = await getAgreed(tx, loan.applicationId);
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

    const terms = { ...loan, amount: loan.principal, fees, convention };
    return {
      ...loan,
      fees,
      convention,
      schedule: priceOffer(terms, loan.disbursedOn).rows,
      outcomes: reported.map(({ reversalOf, ...outcome }) => ({
        ...outcome,
        isReversal: reversalOf !== null,
      })),
    };
  });
}

/** What the loan is reckoned by: its accepted offer, or the product of one from before the platform. */
async function getAgreed(tx: Transaction, applicationId: string) {
  const [found] = await tx
    .select({
      fees: offers.fees,
      convention: offers.convention,
      content: productVersions.content,
    })
    .from(applications)
    .innerJoin(
      productVersions,
      and(
        eq(productVersions.productId, applications.productId),
        eq(productVersions.version, applications.productVersion),
      ),
    )
    .leftJoin(offers, and(eq(offers.applicationId, applications.id), eq(offers.status, "accepted")))
    .where(eq(applications.id, applicationId));
  if (!found) throw new NotFound("application");
  return {
    fees: found.fees ?? [],
    convention: found.convention ?? conventionOf(found.content),
  };
}
