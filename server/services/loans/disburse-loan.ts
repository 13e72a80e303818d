import { and, eq, inArray, sql } from "drizzle-orm";
import { refuseDuplicate } from "@/db/constraints";
import type { Transaction } from "@/db/client";
import {
  applications,
  contracts,
  enterprises,
  loans,
  needs,
  offers,
  outcomes,
  productVersions,
} from "@/db/schema";
import { loanTabs, type DisburseLoanInput } from "@/domain/loans/bank-schema";
import { disburse } from "@/domain/loans/disbursement";
import { authorize } from "@/domain/policy";
import { Invalid, NotFound } from "@/domain/shared/errors";
import { recordEvent } from "@/server/audit/record-event";
import { lockBankApplication } from "@/server/services/applications/lock-bank-application";
import { moveApplication } from "@/server/services/applications/move-application";
import type { ServiceContext } from "@/server/services/context";

/** The money has gone out: the loan exists from here, and with it its first outcome. */
export async function disburseLoan(context: ServiceContext<"bank">, input: DisburseLoanInput) {
  const { db, actor, now, channel } = context;
  return db.transaction(async (tx) => {
    await lockNeed(tx, context, input.applicationId);
    const application = await lockBankApplication(tx, actor, input.applicationId);
    authorize(actor, "loan.disburse", application);
    const known = await findByReference(tx, actor.organizationId, input.reference);
    if (known) {
      if (!isSame(known, input)) throw new Invalid("reference_already_used", "reference");
      return { id: known.id, status: known.status, balance: known.balance };
    }

    const agreed = await getAgreed(tx, application.id);
    const loan = disburse(
      {
        application,
        ...agreed,
        hasPriorLoan: await hasPriorLoan(tx, application.id),
        owedToBank: await owedToBank(tx, application),
      },
      input,
      now,
    );
    const parties = {
      applicationId: application.id,
      enterpriseId: application.enterpriseId,
      bankId: application.bankId,
    };
    await tx
      .insert(loans)
      .values({ ...parties, ...loan, id: input.id, productId: application.productId })
      .catch(refuseDuplicate("loans_within_offer", "disbursement_exceeds_offer"))
      .catch(refuseDuplicate("loans_bank_reference", "reference_already_used"))
      .catch(refuseDuplicate("loans_pkey", "loan_id_taken"));
    await tx
      .insert(outcomes)
      .values({
        ...parties,
        loanId: input.id,
        reference: input.reference,
        kind: "drawdown",
        amount: input.amount,
        on: input.on,
        channel,
        recordedBy: actor.userId,
        recordedAt: now,
      })
      .catch(refuseDuplicate("outcomes_once", "reference_already_used"));
    await moveApplication(tx, context, application, { status: "disbursed" });
    await tx.update(needs).set({ status: "funded" }).where(eq(needs.id, agreed.offer.needId));
    await recordEvent(tx, context, "loan.disbursed", input.id, application);
    return { id: input.id, status: loan.status, balance: loan.balance };
  });
}

/** The need before the application, as whoever accepts an offer does. */
async function lockNeed(tx: Transaction, { actor }: ServiceContext<"bank">, applicationId: string) {
  const [found] = await tx
    .select({ needId: applications.needId })
    .from(applications)
    .where(and(eq(applications.id, applicationId), eq(applications.bankId, actor.organizationId)));
  if (!found?.needId) throw new NotFound("application");
  await tx
    .select({ id: needs.id })
    .from(needs)
    .where(eq(needs.id, found.needId))
    .for("no key update");
}

async function findByReference(tx: Transaction, bankId: string, reference: string) {
  const [known] = await tx
    .select()
    .from(loans)
    .where(and(eq(loans.bankId, bankId), eq(loans.bankReference, reference)));
  return known ?? null;
}

async function getAgreed(tx: Transaction, applicationId: string) {
  const [agreed] = await tx
    .select({
      offer: offers,
      signedAt: contracts.bankSignedAt,
      product: productVersions.content,
      enterprise: { size: enterprises.size, industry: enterprises.industry },
    })
    .from(contracts)
    .innerJoin(offers, eq(offers.id, contracts.offerId))
    .innerJoin(applications, eq(applications.id, contracts.applicationId))
    .innerJoin(enterprises, eq(enterprises.id, applications.enterpriseId))
    .innerJoin(
      productVersions,
      and(
        eq(productVersions.productId, applications.productId),
        eq(productVersions.version, applications.productVersion),
      ),
    )
    .where(eq(contracts.applicationId, applicationId));
  if (!agreed) throw new NotFound("contract");
  return agreed;
}

/** Across all connected banks: a bank may know whether, never with whom or how much. */
async function hasPriorLoan(tx: Transaction, applicationId: string): Promise<boolean> {
  const { rows } = await tx.execute<{ has: boolean | null }>(
    sql`select gate.has_prior_loan(${applicationId}::uuid) as has`,
  );
  return rows[0]?.has !== false;
}

async function owedToBank(
  tx: Transaction,
  { enterpriseId, bankId }: { enterpriseId: string; bankId: string },
): Promise<bigint> {
  const [owed] = await tx
    .select({ total: sql<string>`coalesce(sum(${loans.balance}), 0)` })
    .from(loans)
    .where(
      and(
        eq(loans.enterpriseId, enterpriseId),
        eq(loans.bankId, bankId),
        inArray(loans.status, [...loanTabs.live]),
      ),
    );
  return BigInt(owed?.total ?? 0);
}

function isSame(known: typeof loans.$inferSelect, input: DisburseLoanInput): boolean {
  return (
    known.applicationId === input.applicationId &&
    known.principal === input.amount &&
    known.disbursedOn === input.on
  );
}
