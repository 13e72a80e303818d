import type { Purpose } from "@/domain/consents/lifecycle";

/** What is stored; an open one nobody answered in time has `lapsed` by the clock. */
export const askStatuses = ["open", "answered", "declined", "withdrawn"] as const;
type AskStatus = (typeof askStatuses)[number];
export const effectiveAskStatuses = [...askStatuses, "lapsed"] as const;
export type EffectiveAskStatus = (typeof effectiveAskStatuses)[number];

/** What a bank may ask for itself; matching and reports begin with the enterprise. */
export const askablePurposes = [
  "loan_application",
  "post_loan_monitoring",
  "outcome_backflow",
] as const satisfies readonly Purpose[];
export type AskablePurpose = (typeof askablePurposes)[number];

/** How long an ask waits for its answer. */
export const askAnswerHours = 72;

type AskClock = { status: AskStatus; answerBy: Date };

/** What an ask is worth at an instant. Equal to `gate.ask_effective_status` in SQL. */
export function effectiveAskStatus({ status, answerBy }: AskClock, at: Date): EffectiveAskStatus {
  return status === "open" && at >= answerBy ? "lapsed" : status;
}

const actions = {
  answer: ["open"],
  decline: ["open"],
  withdraw: ["open"],
} satisfies Record<string, EffectiveAskStatus[]>;
export type AskAction = keyof typeof actions;

/** Asked by the service before it writes and by the button before it enables. */
export function askCan(action: AskAction, ask: { status: EffectiveAskStatus }): boolean {
  return (actions[action] as readonly EffectiveAskStatus[]).includes(ask.status);
}
