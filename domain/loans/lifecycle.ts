export const loanStatuses = [
  "current",
  "overdue",
  "restructured",
  "defaulted",
  "written_off",
  "settled",
  "transferred",
] as const;
export type LoanStatus = (typeof loanStatuses)[number];

export const outcomeKinds = [
  "decision",
  "drawdown",
  "repayment",
  "overdue",
  "overdue_cleared",
  "grade",
  "settlement",
  "default",
] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/** Five-class grade 正常/关注/次级/可疑/损失. */
export const loanGrades = ["normal", "special_mention", "substandard", "doubtful", "loss"] as const;

const actions = {
  record_repayment: ["current", "overdue", "restructured", "defaulted"],
  record_overdue: ["current", "overdue", "restructured"],
  settle: ["current", "overdue", "restructured", "defaulted"],
} satisfies Record<string, LoanStatus[]>;
export type LoanAction = keyof typeof actions;

/** Asked by the service before it writes and by the button before it enables. */
export function loanCan(action: LoanAction, loan: { status: LoanStatus }): boolean {
  return (actions[action] as readonly LoanStatus[]).includes(loan.status);
}
