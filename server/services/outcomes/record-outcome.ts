import { and, asc, eq } from "drizzle-orm";
import { refuseDuplicate } from "@/db/constraints";
import type { Transaction } from "@/db/client";
import { loans, outcomes } from "@/db/schema";
import type { OutcomeKind } from "@/domain/loans/lifecycle";
import { reversalOf, standingOf, type LoanOutcome } from "@/domain/loans/standing";
import type { EventName } from "@/domain/notifications/events";
import { authorize } from "@/domain/policy";
import { shanghaiDay } from "@/domain/shared/calendar";
import { Invalid, NotFound } from "@/domain/shared/errors";
import { recordEvent } from "@/server/audit/record-event";
import type { ServiceContext } from "@/server/services/context";

type Fact = {
  kind: Exclude<OutcomeKind, "drawdown" | "decision">;
  amount?: bigint;
  days?: number;
  detail?: string;
};
/** What the bank says about a loan, under its own number: a fact, or that an earlier one was wrong. */
export type Report = {
  loanId: string;
  reference: string;
  on: string;
  tells: Fact | { reversalOf: string; detail: string };
};

const eventNames: Partial<Record<OutcomeKind, EventName>> = {
  repayment: "loan.repaid",
  overdue: "loan.overdue",
  settlement: "loan.settled",
};

/** What is between the two parties is told to the two parties. */
function eventOf({ kind, reversalOf: corrects }: LoanOutcome, isShared: boolean): EventName {
  if (corrects) return "outcome.recorded";
  if (kind === "overdue" && !isShared) return "loan.late";
  return eventNames[kind] ?? "outcome.recorded";
}

/**
 * The one service behind page, file and API: adds a fact about a loan and brings the loan to what
 * all its facts say. The same report under the same reference is told once, whoever repeats it.
 */
export async function recordOutcome(context: ServiceContext<"bank">, report: Report) {
  const { db, actor, now } = context;
  return db.transaction(async (tx) => {
    const loan = await lockLoan(tx, context, report.loanId);
    authorize(actor, "outcome.record", loan);
    const known = await findReported(tx, actor.organizationId, report.reference);
    if (known) {
      if (!isSame(known, report)) throw new Invalid("reference_already_used", "reference");
      return { id: loan.id, status: loan.status, balance: loan.balance };
    }
    if (report.on < loan.disbursedOn || report.on > shanghaiDay(now))
      throw new Invalid("outcome_day_out_of_range", "on");

    const history = await listHistory(tx, loan.id);
    const added = outcomeOf(history, report);
    const standing = standingOf([...history, added]);

    const [kept] = await tx
      .insert(outcomes)
      .values({
        bankId: loan.bankId,
        enterpriseId: loan.enterpriseId,
        applicationId: loan.applicationId,
        loanId: loan.id,
        reference: report.reference,
        kind: added.kind,
        amount: added.amount,
        days: added.days,
        detail: added.detail,
        on: report.on,
        reversalOf: added.reversalOf,
        channel: context.channel,
        recordedBy: actor.userId,
        recordedAt: now,
      })
      .returning({ isShared: outcomes.isShared })
      // Two doors at the same instant: the second finds the first when it asks again.
      .catch(refuseDuplicate("outcomes_once", "reference_already_used"));
    await tx.update(loans).set(standing).where(eq(loans.id, loan.id));

    const name = eventOf(added, kept?.isShared ?? false);
    await recordEvent(tx, context, name, loan.id, loan);
    return { id: loan.id, status: standing.status, balance: standing.balance };
  });
}

async function lockLoan(tx: Transaction, { actor }: ServiceContext<"bank">, loanId: string) {
  const [loan] = await tx
    .select()
    .from(loans)
    .where(and(eq(loans.id, loanId), eq(loans.bankId, actor.organizationId)))
    .for("update");
  if (!loan) throw new NotFound("loan");
  return loan;
}

async function findReported(tx: Transaction, bankId: string, reference: string) {
  const [known] = await tx
    .select()
    .from(outcomes)
    .where(and(eq(outcomes.bankId, bankId), eq(outcomes.reference, reference)));
  return known ?? null;
}

/** In the order in which the platform learned them: ids are given under the loan's lock. */
function listHistory(tx: Transaction, loanId: string): Promise<LoanOutcome[]> {
  return tx.select().from(outcomes).where(eq(outcomes.loanId, loanId)).orderBy(asc(outcomes.id));
}

function outcomeOf(history: readonly LoanOutcome[], { reference, on, tells }: Report): LoanOutcome {
  if ("reversalOf" in tells) {
    return reversalOf(history, tells.reversalOf, { id: reference, on, detail: tells.detail });
  }
  const { kind, amount = null, days = null, detail = null } = tells;
  return { id: reference, kind, amount, days, detail, on, reversalOf: null };
}

function isSame(known: typeof outcomes.$inferSelect, { loanId, on, tells }: Report): boolean {
  if (known.loanId !== loanId || known.on !== on) return false;
  if ("reversalOf" in tells) return known.reversalOf === tells.reversalOf;
  return (
    known.reversalOf === null &&
    known.kind === tells.kind &&
    known.amount === (tells.amount ?? null) &&
    known.days === (tells.days ?? null)
  );
}
