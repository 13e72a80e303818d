import { randomUUID } from "node:crypto";
import type { Transaction } from "@/db/client";
import { applications, enterprises, loans, outcomes } from "@/db/schema";
import type { SizeClass } from "@/domain/enterprises/size";
import { addDays, startOfShanghaiDay, type Day } from "@/domain/shared/calendar";
import { anEnterprise, now } from "@/tests/bank-factories";
import { eq } from "drizzle-orm";

/** A past application that was decided, and the loan that came of it. Rates in basis points, fen. */
export type Decided = {
  bankId: string;
  productId: string;
  enterpriseId: string;
  submittedOn: Day;
  decidedOn: Day;
  isApproved: boolean;
  loan?: { on: Day; rate: number; amount: bigint; isReported?: boolean };
  isShared?: boolean;
};

export async function aFirmOf(
  tx: Transaction,
  { industrySection, size }: { industrySection: string | null; size: SizeClass | null },
): Promise<string> {
  const id = await anEnterprise(tx);
  const industry = industrySection && `${industrySection}3311`;
  await tx.update(enterprises).set({ industry, size }).where(eq(enterprises.id, id));
  return id;
}

/** As a bank would report it of the time before the platform. */
export async function aDecided(tx: Transaction, told: Decided): Promise<string> {
  const { bankId, productId, enterpriseId, decidedOn, isApproved, isShared, loan } = told;
  const applicationId = randomUUID();
  await tx.insert(applications).values({
    id: applicationId,
    enterpriseId,
    bankId,
    productId,
    productVersion: 1,
    amount: 50_000_000n,
    termMonths: 12,
    status: loan ? "disbursed" : isApproved ? "refused" : "declined",
    origin: "imported",
    submittedAt: new Date(startOfShanghaiDay(told.submittedOn).getTime() + 60_000),
    decidedAt: startOfShanghaiDay(decidedOn),
    declineReasons: isApproved ? null : ["R301"],
    updatedAt: now,
  });
  await aDecision(tx, {
    applicationId,
    bankId,
    enterpriseId,
    on: decidedOn,
    isApproved,
    ...(isShared !== undefined && { isShared }),
  });
  if (loan)
    await tx.insert(loans).values({
      applicationId,
      enterpriseId,
      bankId,
      productId,
      bankReference: applicationId,
      termMonths: 12,
      principal: loan.amount,
      balance: loan.amount,
      nominalRate: loan.rate,
      annualRate: (loan.rate / 10_000).toFixed(6),
      repayment: "bullet",
      guarantee: "none",
      disbursedOn: loan.on,
      maturesOn: addDays(loan.on, 365),
      isFirstLoan: false,
      isCreditLoan: true,
      isInclusive: true,
      isReported: loan.isReported ?? true,
      origin: "imported",
    });
  return applicationId;
}

/** One more word of the bank on an application. */
export async function aDecision(
  tx: Transaction,
  told: {
    applicationId: string;
    bankId: string;
    enterpriseId: string;
    on: Day;
    isApproved: boolean;
    isShared?: boolean;
  },
) {
  const { isApproved, ...common } = told;
  await tx.insert(outcomes).values({
    ...common,
    reference: randomUUID(),
    kind: "decision",
    detail: isApproved ? "offered" : "declined",
    origin: "imported",
    channel: "api",
    recordedAt: now,
  });
}
