import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { applications, contracts, events, loans, needs, outcomes, people } from "@/db/schema";
import { totpStepAt } from "@/domain/accounts/totp";
import { codeOfStep, demoTotpSecret } from "@/server/services/accounts/totp";
import { signContract } from "@/server/services/contracts/sign-contract";
import { clearOverdue } from "@/server/services/loans/clear-overdue";
import { disburseLoan } from "@/server/services/loans/disburse-loan";
import { getLoan } from "@/server/services/loans/get-loan";
import { listLoans } from "@/server/services/loans/list-loans";
import { recordOverdue } from "@/server/services/loans/record-overdue";
import { recordRepayment } from "@/server/services/loans/record-repayment";
import { settleLoan } from "@/server/services/loans/settle-loan";
import { reverseOutcome } from "@/server/services/outcomes/reverse-outcome";
import { aBank, aContract, anApplication, aPerson, now } from "@/tests/bank-factories";
import { inRollback, type Stage } from "@/tests/database";
import { byCode } from "@/tests/signing";
import { aWrongCode } from "@/tests/wrong-code";

const on = "2026-11-20";

async function aDesk(stage: Stage, { isSigned = true, enterpriseId = "" } = {}) {
  const bankId = await aBank(stage.admin);
  const person = (role: "officer" | "approver") =>
    aPerson(stage, { party: "bank", role, organizationId: bankId });
  const application = await anApplication(stage.admin, bankId, {
    status: isSigned ? "contracted" : "accepted_by_enterprise",
    ...(enterpriseId && { enterpriseId }),
  });
  await stage.admin
    .update(needs)
    .set({ status: "offer_selected" })
    .where(eq(needs.id, application.needId!));
  const { contract } = await aContract(stage.admin, application, isSigned ? now : null);
  return {
    bankId,
    application,
    contract,
    officer: await person("officer"),
    approver: await person("approver"),
  };
}

const drawdownOf = (applicationId: string) => ({
  id: randomUUID(),
  applicationId,
  reference: "LN-2026-0001",
  amount: 50_000_000n,
  on,
});

async function aLoan(stage: Stage) {
  const desk = await aDesk(stage);
  const drawdown = drawdownOf(desk.application.id);
  await disburseLoan(desk.officer(), drawdown);
  return { ...desk, loanId: drawdown.id };
}

test("the approver signs the terms the firm signed, once", () =>
  inRollback(async (stage) => {
    const { application, contract, officer, approver } = await aDesk(stage, { isSigned: false });
    const { userId } = approver().actor;
    await stage.admin.update(people).set({ isDemo: true }).where(eq(people.id, userId));
    const shown = {
      applicationId: application.id,
      termsHash: contract.termsHash.toString("hex"),
      proof: byCode(codeOfStep(demoTotpSecret(userId), totpStepAt(now))),
    };
    await expect(signContract(officer(), shown)).rejects.toThrow("contract.sign_forbidden");
    const other = { ...shown, termsHash: "0".repeat(64) };
    await expect(signContract(approver(), other)).rejects.toThrow("contract_changed");
    const guess = { ...shown, proof: byCode(aWrongCode(userId, now)) };
    await expect(signContract(approver(), guess)).rejects.toThrow("signing_code_wrong");

    expect(await signContract(approver(), shown)).toMatchObject({ status: "contracted" });
    const [signed] = await stage.admin
      .select()
      .from(contracts)
      .where(eq(contracts.id, contract.id));
    expect(signed).toMatchObject({
      bankSignedBy: userId,
      bankSignedAt: now,
      bankSignature: { method: "totp", evidence: null },
    });
    await expect(signContract(approver(), shown)).rejects.toThrow("application_state_changed");
  }));

test("disbursing makes the loan, its first outcome and the need's end", () =>
  inRollback(async (stage) => {
    const { application, officer, loanId } = await aLoan(stage);
    expect(await getLoan(officer(), { loanId })).toMatchObject({
      principal: 50_000_000n,
      balance: 50_000_000n,
      maturesOn: "2027-11-20",
      status: "current",
      isFirstLoan: true,
      isCreditLoan: true,
      isInclusive: true,
      isRenewal: false,
      isLongTerm: false,
      outcomes: [{ kind: "drawdown", amount: 50_000_000n, reference: "LN-2026-0001" }],
    });
    const [after] = await stage.admin
      .select({ application: applications.status, need: needs.status })
      .from(applications)
      .innerJoin(needs, eq(needs.id, applications.needId))
      .where(eq(applications.id, application.id));
    expect(after).toEqual({ application: "disbursed", need: "funded" });
    const told = await stage.admin.select().from(events).where(eq(events.subjectId, loanId));
    expect(told).toMatchObject([{ name: "loan.disbursed" }]);
  }));

test("the second bank's loan is not a first loan", () =>
  inRollback(async (stage) => {
    const { application } = await aLoan(stage);
    const other = await aDesk(stage, { enterpriseId: application.enterpriseId });
    const drawdown = drawdownOf(other.application.id);
    await disburseLoan(other.officer(), drawdown);
    expect(await getLoan(other.officer(), { loanId: drawdown.id })).toMatchObject({
      isFirstLoan: false,
      isInclusive: true,
    });
  }));

test("the same drawdown told twice is one loan; another under its number is refused", () =>
  inRollback(async (stage) => {
    const { application, officer, loanId } = await aLoan(stage);
    const again = { ...drawdownOf(application.id), id: randomUUID() };
    expect(await disburseLoan(officer(), again)).toMatchObject({ id: loanId });
    await expect(disburseLoan(officer(), { ...again, amount: 1n })).rejects.toThrow(
      "reference_already_used",
    );
    await expect(disburseLoan(officer(), { ...again, reference: "LN-2026-0002" })).rejects.toThrow(
      "application_state_changed",
    );
    expect(
      await stage.admin.select().from(loans).where(eq(loans.applicationId, application.id)),
    ).toHaveLength(1);
  }));

test.each([
  ["more than was agreed", { amount: 50_000_001n }, "disbursement_exceeds_offer"],
  ["before the contract", { on: "2026-11-19" }, "disbursement_day_out_of_range"],
  ["tomorrow", { on: "2026-11-21" }, "disbursement_day_out_of_range"],
])("no drawdown %s", (_case, over, reason) =>
  inRollback(async (stage) => {
    const { application, officer } = await aDesk(stage);
    await expect(
      disburseLoan(officer(), { ...drawdownOf(application.id), ...over }),
    ).rejects.toThrow(reason);
  }),
);

test("only an officer, and not before both have signed", () =>
  inRollback(async (stage) => {
    const { application, approver } = await aDesk(stage);
    await expect(disburseLoan(approver(), drawdownOf(application.id))).rejects.toThrow(
      "loan.disburse_forbidden",
    );
    const unsigned = await aDesk(stage, { isSigned: false });
    await expect(
      disburseLoan(unsigned.officer(), drawdownOf(unsigned.application.id)),
    ).rejects.toThrow("application_state_changed");
  }));

test("repaid, overdue, cleared, settled: each once under its number", () =>
  inRollback(async (stage) => {
    const { officer, loanId } = await aLoan(stage);
    const late = new Date("2027-01-20T02:00:00Z");
    const told = (reference: string) => ({ loanId, reference, on: "2027-01-20" });
    const paid = { ...told("RP-001"), amount: 20_000_000n };
    expect(await recordRepayment(officer(late), paid)).toMatchObject({ balance: 30_000_000n });
    expect(await recordRepayment(officer(late), paid)).toMatchObject({ balance: 30_000_000n });
    await expect(recordRepayment(officer(late), { ...paid, amount: 1n })).rejects.toThrow(
      "reference_already_used",
    );
    await expect(
      recordRepayment(officer(late), { ...told("RP-002"), amount: 30_000_001n }),
    ).rejects.toThrow("repayment_exceeds_balance");

    expect(await recordOverdue(officer(late), { ...told("OD-001"), days: 9 })).toMatchObject({
      status: "overdue",
    });
    expect(await clearOverdue(officer(late), told("OC-001"))).toMatchObject({ status: "current" });
    await expect(settleLoan(officer(late), told("ST-001"))).rejects.toThrow("loan_not_repaid");
    await recordRepayment(officer(late), { ...told("RP-003"), amount: 30_000_000n });
    expect(await settleLoan(officer(late), told("ST-001"))).toMatchObject({
      status: "settled",
      balance: 0n,
    });
    await expect(recordRepayment(officer(late), { ...told("RP-004"), amount: 1n })).rejects.toThrow(
      "loan_state_changed",
    );

    const names = await stage.admin
      .select()
      .from(events)
      .where(eq(events.subjectId, loanId))
      .orderBy(events.id);
    expect(names.map(({ name }) => name)).toEqual([
      "loan.disbursed",
      "loan.repaid",
      // Nobody allowed the bank to report it: the office is not told.
      "loan.late",
      "outcome.recorded",
      "loan.repaid",
      "loan.settled",
    ]);
  }));

test("a wrong repayment is reversed, stays on record and gives the balance back", () =>
  inRollback(async (stage) => {
    const { officer, loanId } = await aLoan(stage);
    await recordRepayment(officer(), { loanId, reference: "RP-001", on, amount: 5_000_000n });
    const before = await getLoan(officer(), { loanId });
    const wrong = before.outcomes.find(({ kind }) => kind === "repayment")!;
    const reversal = {
      loanId,
      outcomeId: wrong.id,
      reference: "RV-001",
      on,
      reason: "重复入账",
    };
    expect(await reverseOutcome(officer(), reversal)).toMatchObject({ balance: 50_000_000n });
    expect(await reverseOutcome(officer(), reversal)).toMatchObject({ balance: 50_000_000n });
    await expect(reverseOutcome(officer(), { ...reversal, reference: "RV-002" })).rejects.toThrow(
      "outcome_already_reversed",
    );
    const after = await getLoan(officer(), { loanId });
    expect(after.outcomes).toMatchObject([
      { kind: "drawdown", isReversed: false },
      { kind: "repayment", isReversed: true },
      { kind: "repayment", reversalOf: wrong.id, detail: "重复入账" },
    ]);
  }));

test("another bank sees and tells nothing; an approver tells nothing", () =>
  inRollback(async (stage) => {
    const { approver, loanId } = await aLoan(stage);
    const { officer: stranger } = await aDesk(stage);
    await expect(getLoan(stranger(), { loanId })).rejects.toThrow("loan_not_found");
    const paid = { loanId, reference: "RP-009", on, amount: 1n };
    await expect(recordRepayment(stranger(), paid)).rejects.toThrow("loan_not_found");
    await expect(recordRepayment(approver(), paid)).rejects.toThrow("outcome.record_forbidden");
    expect((await listLoans(stranger(), { tab: "live" })).totals.count).toBe(0);
    expect(
      await stage.admin.select().from(outcomes).where(eq(outcomes.reference, "RP-009")),
    ).toEqual([]);
  }));

test("the list adds up what is owed", () =>
  inRollback(async (stage) => {
    const { officer, loanId } = await aLoan(stage);
    await recordRepayment(officer(), { loanId, reference: "RP-001", on, amount: 1_000_000n });
    const list = await listLoans(officer(), { tab: "live", search: "城东" });
    expect(list).toMatchObject({
      rows: [{ id: loanId, balance: 49_000_000n }],
      nextCursor: null,
      totals: { count: 1, principal: 50_000_000n, balance: 49_000_000n },
    });
  }));
