import { Conflict, Invalid, NotFound } from "@/domain/shared/errors";
import type { Day } from "@/domain/shared/calendar";
import { loanCan, type loanGrades, type LoanStatus, type OutcomeKind } from "./lifecycle";

type LoanGrade = (typeof loanGrades)[number];

/** One reported fact about a loan, in the order in which the platform learned it. */
export type LoanOutcome = {
  id: string;
  kind: OutcomeKind;
  amount: bigint | null;
  days: number | null;
  detail: string | null;
  on: Day;
  reversalOf: string | null;
};

/** What a loan is now. */
export type Standing = {
  balance: bigint;
  status: LoanStatus;
  overdueDays: number;
  grade: LoanGrade;
};

/**
 * Derives what a loan is from its outcomes alone: reversed ones count for nothing, a drawdown sets
 * the balance (fen), repayments lower it. Throws a refusal at the first outcome that the loan as it
 * then stands does not allow, so a history that has a standing is a sane one.
 */
export function standingOf(outcomes: readonly LoanOutcome[]): Standing {
  const reversed = new Set(outcomes.map((outcome) => outcome.reversalOf));
  let standing: Standing = { balance: 0n, status: "current", overdueDays: 0, grade: "normal" };
  for (const outcome of outcomes) {
    if (outcome.reversalOf !== null || reversed.has(outcome.id)) continue;
    standing = { ...standing, ...changeOf(standing, outcome) };
  }
  return standing;
}

function changeOf(loan: Standing, outcome: LoanOutcome): Partial<Standing> {
  const { amount, days } = outcome;
  switch (outcome.kind) {
    case "drawdown":
      return { balance: amount ?? 0n };
    case "repayment":
      if (!loanCan("record_repayment", loan)) throw new Conflict("loan_state_changed");
      if (amount === null || amount > loan.balance)
        throw new Invalid("repayment_exceeds_balance", "amount");
      return { balance: loan.balance - amount };
    case "overdue":
      if (!loanCan("record_overdue", loan)) throw new Conflict("loan_state_changed");
      if (loan.balance === 0n) throw new Conflict("loan_already_repaid");
      return { status: "overdue", overdueDays: days ?? 0 };
    case "overdue_cleared":
      if (loan.status !== "overdue") throw new Conflict("loan_not_overdue");
      return { status: "current", overdueDays: 0 };
    case "settlement":
      if (!loanCan("settle", loan)) throw new Conflict("loan_state_changed");
      if (loan.balance > 0n) throw new Conflict("loan_not_repaid");
      return { status: "settled", overdueDays: 0 };
    case "default":
      if (!loanCan("record_overdue", loan)) throw new Conflict("loan_state_changed");
      return { status: "defaulted" };
    case "grade":
      return { grade: outcome.detail as LoanGrade };
    case "decision":
      break;
  }
  // A decision is about the application.
  return {};
}

/**
 * The outcome that takes another one back; it carries the same kind and amount, so that sums come
 * out right from the rows alone. Throws where there is nothing to reverse, where it is the drawdown
 * (the loan itself), and where what came after would not stand without it.
 */
export function reversalOf(
  outcomes: readonly LoanOutcome[],
  originalId: string,
  reversal: Pick<LoanOutcome, "id" | "on" | "detail">,
): LoanOutcome {
  const original = outcomes.find(({ id }) => id === originalId);
  if (!original) throw new NotFound("outcome");
  if (original.kind === "drawdown") throw new Conflict("drawdown_not_reversible");
  if (original.reversalOf !== null) throw new Conflict("outcome_is_a_reversal");
  if (outcomes.some((outcome) => outcome.reversalOf === originalId))
    throw new Conflict("outcome_already_reversed");
  const added = { ...original, ...reversal, reversalOf: originalId };
  try {
    standingOf([...outcomes, added]);
  } catch {
    throw new Conflict("reversal_breaks_history");
  }
  return added;
}
