import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { applications, banks, enterprises, loans, outcomes } from "@/db/schema";
import { standingOf, type LoanOutcome } from "@/domain/loans/standing";
import { addDays, shanghaiDay, startOfShanghaiDay } from "@/domain/shared/calendar";
import { aBank, anEnterprise, aProduct, now } from "@/tests/bank-factories";
import type { Stage } from "@/tests/database";

const today = shanghaiDay(now);

/** The same numbers every run; which ones does not matter. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

export type Told = {
  bank: string;
  district: string;
  submittedOn: string;
  acceptedOn: string | null;
  decision: { on: string; detail: "offered" | "declined" } | null;
  status: "timed_out" | "declined" | "refused" | "disbursed";
  loan: Lent | null;
};
export type Lent = {
  id: string;
  on: string;
  principal: bigint;
  nominalRate: number;
  annualRate: string;
  isFirstLoan: boolean;
  isCreditLoan: boolean;
  isInclusive: boolean;
  facts: LoanOutcome[];
};

const at = (day: string, hour = 10) =>
  new Date(startOfShanghaiDay(day).getTime() + hour * 3_600_000);

/** A past of 300 applications at two banks over two years, with arrears and corrections. */
export async function aPast(stage: Stage): Promise<Told[]> {
  const roll = dice(20_261_121);
  const firms: { id: string; district: string }[] = [];
  for (const district of ["990101", "990102", "990103"]) {
    const id = await anEnterprise(stage.admin);
    await stage.admin
      .update(enterprises)
      .set({ district, industry: "C3311" })
      .where(eq(enterprises.id, id));
    firms.push({ id, district });
  }
  const lenders: { id: string; code: string; product: string }[] = [];
  for (let count = 0; count < 2; count += 1) {
    const id = await aBank(stage.admin);
    const [bank] = await stage.admin.select().from(banks).where(eq(banks.id, id));
    lenders.push({ id, code: bank!.code, product: await aProduct(stage.admin, id) });
  }
  const hadFirst = new Set<string>();
  const past: Told[] = [];
  // Written at the end, all of a kind at once: one by one it would be two thousand statements.
  const written = {
    applications: [] as (typeof applications.$inferInsert)[],
    loans: [] as (typeof loans.$inferInsert)[],
    outcomes: [] as (typeof outcomes.$inferInsert)[],
  };
  for (let count = 0; count < 300; count += 1) {
    const firm = firms[roll(3)]!;
    const bank = lenders[roll(2)]!;
    const submittedOn = addDays("2024-12-20", roll(680));
    const status = (["timed_out", "declined", "refused", "disbursed", "disbursed"] as const)[
      roll(5)
    ]!;
    const acceptedOn = status === "timed_out" ? null : addDays(submittedOn, roll(4));
    const decision = acceptedOn
      ? {
          on: addDays(acceptedOn, roll(12)),
          detail: status === "declined" ? ("declined" as const) : ("offered" as const),
        }
      : null;
    const told: Told = {
      bank: bank.code,
      district: firm.district,
      submittedOn,
      acceptedOn,
      decision,
      status,
      loan: null,
    };
    const applicationId = randomUUID();
    written.applications.push({
      id: applicationId,
      enterpriseId: firm.id,
      bankId: bank.id,
      productId: bank.product,
      productVersion: 1,
      amount: 50_000_000n,
      termMonths: 12,
      status,
      origin: "imported",
      // A minute before midnight in Shanghai is the same day, though not in Greenwich.
      submittedAt: at(submittedOn, roll(2) === 0 ? 23.9 : 0.1),
      acceptedAt: acceptedOn ? at(acceptedOn, 0.1) : null,
      decidedAt: decision && at(decision.on),
      declineReasons: status === "declined" ? (roll(2) === 0 ? ["R301"] : ["R301", "R304"]) : null,
      updatedAt: now,
    });
    const common = {
      bankId: bank.id,
      applicationId,
      enterpriseId: firm.id,
      origin: "imported" as const,
      channel: "api" as const,
      recordedAt: now,
    };
    if (decision)
      written.outcomes.push({
        ...common,
        reference: randomUUID(),
        kind: "decision",
        detail: decision.detail,
        on: decision.on,
      });
    if (decision && status === "disbursed") {
      const isFirstLoan = !hadFirst.has(firm.id);
      hadFirst.add(firm.id);
      told.loan = aLoan(addDays(decision.on, roll(5)), isFirstLoan, roll);
      const { facts, on, ...terms } = told.loan;
      const { id } = terms;
      const {
        balance,
        status: stands,
        overdueDays,
      } = standingOf(facts.filter((fact) => fact.on <= today));
      written.loans.push({
        ...terms,
        applicationId,
        enterpriseId: firm.id,
        bankId: bank.id,
        productId: bank.product,
        bankReference: id,
        balance,
        status: stands,
        overdueDays,
        termMonths: 12,
        repayment: "bullet",
        guarantee: terms.isCreditLoan ? "none" : "mixed",
        disbursedOn: on,
        maturesOn: addDays(on, 365),
        origin: "imported",
      });
      for (const fact of facts)
        written.outcomes.push({ ...common, ...fact, loanId: id, reference: `${id}/${fact.id}` });
    }
    past.push(told);
  }
  await stage.admin.insert(applications).values(written.applications);
  await stage.admin.insert(loans).values(written.loans);
  await stage.admin.insert(outcomes).values(written.outcomes);
  return past;
}

function aLoan(on: string, isFirstLoan: boolean, roll: (sides: number) => number): Lent {
  const principal = BigInt(1 + roll(90)) * 1_000_000n;
  const fact = (
    kind: LoanOutcome["kind"],
    after: number,
    amount: bigint | null = null,
  ): LoanOutcome => ({
    id: randomUUID(),
    kind,
    amount,
    days: null,
    detail: null,
    reversalOf: null,
    on: addDays(on, after),
  });
  const facts = [fact("drawdown", 0, principal)];
  if (roll(2) === 0) facts.push(fact("repayment", 5 + roll(20), principal / 3n));
  if (roll(3) === 0) {
    const wrong = fact("repayment", 30, principal / 7n);
    facts.push(wrong, { ...wrong, id: randomUUID(), on: addDays(on, 35), reversalOf: wrong.id });
  }
  if (roll(3) === 0) facts.push(fact("overdue", 40));
  if (facts.at(-1)?.kind === "overdue" && roll(2) === 0)
    facts.push(fact("overdue_cleared", 41 + roll(90)));
  if (facts.at(-1)?.kind === "overdue_cleared" && roll(2) === 0) facts.push(fact("default", 140));
  return {
    id: randomUUID(),
    on,
    principal,
    isFirstLoan,
    facts,
    nominalRate: 300 + roll(400),
    annualRate: (0.03 + roll(4e4) / 1e6).toFixed(6),
    isCreditLoan: roll(2) === 0,
    isInclusive: roll(3) > 0,
  };
}
