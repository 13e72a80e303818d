import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { events, loans, outcomes } from "@/db/schema";
import type { Person } from "@/tests/access/people";
import {
  aColleague,
  apply,
  race,
  reasons,
  rounds,
  statusOf,
  timesMoved,
  timesTold,
  won,
} from "@/tests/access/race";
import { dayIn, inDays, makeSide, type Side } from "@/tests/access/world";
import { aContract, anEnterprise } from "@/tests/bank-factories";
import { admin } from "@/tests/database";
import { byCode } from "@/tests/signing";

const tx = admin();
let side: Side;
let elsewhere: Side;
let officer: Person;
let colleague: Person;
let stranger: Person;
let approver: Person;
beforeAll(async () => {
  side = await makeSide("the party");
  elsewhere = await makeSide("another bank");
  const roles = { party: "bank", role: "officer" } as const;
  officer = await aColleague(side, roles);
  colleague = await aColleague(side, roles);
  stranger = await aColleague(elsewhere, roles);
  approver = await aColleague(side, { party: "bank", role: "approver" });
});

const reference = () => `R-${randomUUID().slice(0, 12)}`;
async function contracted(enterpriseId = side.enterpriseId, at = side) {
  const application = await apply(side, { status: "contracted", enterpriseId }, at);
  await aContract(tx, application, inDays(-2));
  return application.id;
}
const payout = (applicationId: string, amount = 30_000_000n) => ({
  id: randomUUID(),
  applicationId,
  reference: reference(),
  amount,
  on: dayIn(-1),
});
const loansOf = (applicationId: string) =>
  tx.select().from(loans).where(eq(loans.applicationId, applicationId));

describe("a contract", () => {
  test.each(rounds)("is signed twice at once: once", async () => {
    const application = await apply(side, { status: "accepted_by_enterprise" });
    const { contract } = await aContract(tx, application);
    const other = await aColleague(side, { party: "bank", role: "approver" });
    const signature = {
      applicationId: application.id,
      termsHash: contract.termsHash.toString("hex"),
    };
    const got = await race([
      [approver, (api, code) => api.bankContracts.sign({ ...signature, proof: byCode(code) })],
      [other, (api, code) => api.bankContracts.sign({ ...signature, proof: byCode(code) })],
    ]);
    expect([won(got), reasons(got)]).toEqual([1, ["application_state_changed"]]);
    expect(await timesMoved(application.id, "contracted")).toBe(1);
    expect(await timesTold("contract.signed", contract.id)).toBe(1);
  });
});

describe("money", () => {
  test.each(rounds)("goes out twice at once: never more than was agreed", async () => {
    const id = await contracted();
    const got = await race([
      [officer, (api) => api.bankLoans.disburse(payout(id))],
      [colleague, (api) => api.bankLoans.disburse(payout(id))],
    ]);
    expect([won(got), reasons(got)]).toEqual([1, ["application_state_changed"]]);
    const made = await loansOf(id);
    expect(made.map(({ principal }) => principal)).toEqual([30_000_000n]);
    expect(await tx.$count(outcomes, eq(outcomes.applicationId, id))).toBe(1);
    expect([await statusOf(id), await timesMoved(id, "disbursed")]).toEqual(["disbursed", 1]);
  });

  test.each(rounds)("is reported twice at once: it is one loan", async () => {
    const id = await contracted();
    const same = payout(id);
    const got = await race([
      [officer, (api) => api.bankLoans.disburse(same)],
      [officer, (api) => api.bankLoans.disburse(same)],
    ]);
    expect(won(got)).toBe(2);
    expect(await loansOf(id)).toHaveLength(1);
    expect(await timesTold("loan.disbursed", same.id)).toBe(1);
  });

  test.each(rounds)("two loans under one number: one of them", async () => {
    const [one, two] = [await contracted(), await contracted()];
    const number = reference();
    const got = await race([
      [officer, (api) => api.bankLoans.disburse({ ...payout(one), reference: number })],
      [colleague, (api) => api.bankLoans.disburse({ ...payout(two), reference: number })],
    ]);
    expect([won(got), reasons(got)]).toEqual([1, ["reference_already_used"]]);
  });

  test.each(rounds)("a firm's first loan at two banks at once: one is the first", async () => {
    const firm = await anEnterprise(tx);
    const [here, there] = [await contracted(firm), await contracted(firm, elsewhere)];
    const got = await race([
      [officer, (api) => api.bankLoans.disburse(payout(here))],
      [stranger, (api) => api.bankLoans.disburse(payout(there))],
    ]);
    expect(won(got)).toBe(2);
    const made = await tx.select().from(loans).where(eq(loans.enterpriseId, firm));
    expect(made).toHaveLength(2);
    expect(made.filter(({ isFirstLoan }) => isFirstLoan)).toHaveLength(1);
  });
});

async function aLoan() {
  const id = await contracted();
  const given = payout(id, 40_000_000n);
  expect(won(await race([[officer, (api) => api.bankLoans.disburse(given)]]))).toBe(1);
  return given.id;
}
const repaid = (loanId: string, amount = 25_000_000n) => ({
  loanId,
  reference: reference(),
  on: dayIn(-1),
  amount,
});
const balanceOf = async (id: string) =>
  (await tx.select().from(loans).where(eq(loans.id, id)))[0]!.balance;

describe("a report about a loan", () => {
  test.each(rounds)("told twice at once under one number is told once", async () => {
    const loanId = await aLoan();
    const same = repaid(loanId);
    const got = await race([
      [officer, (api) => api.bankLoans.recordRepayment(same)],
      [colleague, (api) => api.bankLoans.recordRepayment(same)],
    ]);
    expect(won(got)).toBe(2);
    expect(await tx.$count(outcomes, eq(outcomes.reference, same.reference))).toBe(1);
    expect(await balanceOf(loanId)).toBe(15_000_000n);
    const heard = and(eq(events.name, "loan.repaid"), eq(events.subjectId, loanId));
    expect(await tx.$count(events, heard)).toBe(1);
  });

  test.each(rounds)("two under one number, of two loans: one of them", async () => {
    const [one, two] = [await aLoan(), await aLoan()];
    const number = reference();
    const got = await race([
      [officer, (api) => api.bankLoans.recordRepayment({ ...repaid(one), reference: number })],
      [colleague, (api) => api.bankLoans.recordRepayment({ ...repaid(two), reference: number })],
    ]);
    expect([won(got), reasons(got)]).toEqual([1, ["reference_already_used"]]);
    expect((await balanceOf(one)) + (await balanceOf(two))).toBe(55_000_000n);
  });

  test.each(rounds)("two that together repay more than is owed: one of them", async () => {
    const loanId = await aLoan();
    const got = await race([
      [officer, (api) => api.bankLoans.recordRepayment(repaid(loanId))],
      [colleague, (api) => api.bankLoans.recordRepayment(repaid(loanId))],
    ]);
    expect([won(got), reasons(got)]).toEqual([1, ["repayment_exceeds_balance"]]);
    expect(await balanceOf(loanId)).toBe(15_000_000n);
  });

  test.each(rounds)("is taken back twice at once: once", async () => {
    const loanId = await aLoan();
    const told = repaid(loanId);
    await race([[officer, (api) => api.bankLoans.recordRepayment(told)]]);
    const [wrong] = await tx.select().from(outcomes).where(eq(outcomes.reference, told.reference));
    const reversal = () => ({
      loanId,
      outcomeId: wrong!.id,
      reference: reference(),
      on: dayIn(-1),
      reason: "another loan's",
    });
    const got = await race([
      [officer, (api) => api.bankLoans.reverse(reversal())],
      [colleague, (api) => api.bankLoans.reverse(reversal())],
    ]);
    expect([won(got), reasons(got)]).toEqual([1, ["outcome_already_reversed"]]);
    expect(await balanceOf(loanId)).toBe(40_000_000n);
  });
});
