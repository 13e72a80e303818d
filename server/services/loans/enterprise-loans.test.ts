import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { loans, outcomes } from "@/db/schema";
import type { ProductContent } from "@/domain/products/schema";
import { OwnLoanView } from "@/domain/loans/enterprise-schema";
import { getOwnLoan } from "@/server/services/loans/get-own-loan";
import { listOwnLoans } from "@/server/services/loans/list-own-loans";
import { aBank, aContract, anApplication, aProduct, now } from "@/tests/bank-factories";
import { inRollback, type Stage } from "@/tests/database";
import { anOwner } from "@/tests/enterprise-factories";

async function aLoan(stage: Stage, enterpriseId: string, imported?: Partial<ProductContent>) {
  const bankId = await aBank(stage.admin);
  const application = await anApplication(stage.admin, bankId, {
    enterpriseId,
    status: "contracted",
    ...(imported && { productId: await aProduct(stage.admin, bankId, imported) }),
  });
  if (!imported) await aContract(stage.admin, application, now);
  const [loan] = await stage.admin
    .insert(loans)
    .values({
      applicationId: application.id,
      enterpriseId,
      bankId,
      productId: application.productId,
      bankReference: `L-${randomUUID()}`,
      origin: imported ? "imported" : "platform",
      principal: 12_000_000n,
      balance: 11_000_000n,
      nominalRate: 360,
      annualRate: "0.036600",
      termMonths: 12,
      repayment: "equal_principal",
      guarantee: "none",
      disbursedOn: "2026-10-20",
      maturesOn: "2027-10-20",
      isFirstLoan: true,
      isCreditLoan: true,
      isInclusive: true,
    })
    .returning();
  await stage.admin.insert(outcomes).values({
    bankId,
    reference: randomUUID(),
    kind: "repayment",
    applicationId: application.id,
    loanId: loan!.id,
    enterpriseId,
    amount: 1_000_000n,
    on: "2026-11-20",
    channel: "api",
    recordedAt: now,
  });
  return loan!;
}

test("a firm sees its loans with schedule and outcomes, and nobody else's", () =>
  inRollback(async (stage) => {
    const [owner, stranger] = [await anOwner(stage), await anOwner(stage)];
    const loan = await aLoan(stage, owner.enterpriseId);
    await aLoan(stage, stranger.enterpriseId);

    const { loans: listed } = await listOwnLoans(owner.context());
    expect(listed.map(({ id }) => id)).toEqual([loan.id]);

    const seen = await getOwnLoan(owner.context(), { loanId: loan.id });
    expect(seen.schedule).toHaveLength(12);
    expect(seen.schedule[0]).toMatchObject({ dueOn: "2026-11-20", principal: 1_000_000n });
    expect(seen.outcomes).toMatchObject([
      { kind: "repayment", amount: 1_000_000n, isReversal: false },
    ]);
    await expect(getOwnLoan(stranger.context(), { loanId: loan.id })).rejects.toThrow(
      "loan_not_found",
    );
  }));

test("a loan from before the platform is reckoned as its product says", () =>
  inRollback(async (stage) => {
    const owner = await anOwner(stage);
    const loan = await aLoan(stage, owner.enterpriseId, { dueDay: 8 });
    const seen = OwnLoanView.parse(await getOwnLoan(owner.context(), { loanId: loan.id }));
    expect(seen).toMatchObject({ convention: { dueDay: 8 }, fees: [] });
    expect(seen.schedule[0]?.dueOn).toBe("2026-11-08");
  }));
