import type { LoanOutcome } from "@/domain/loans/standing";
import { addDays, daysBetween } from "@/domain/shared/calendar";
import type { PastApplication } from "@/server/connectors/city-feed";

const defaultDays = 90;

type Episode = { from: string; until: string };
type Dated = Omit<LoanOutcome, "id" | "reversalOf" | "detail">;

/**
 * The outcomes of a past loan in the order in which they happened, as a bank would have reported
 * them one by one. Arrears that overlap are one episode: a loan is overdue or it is not.
 */
export function pastOutcomes(loan: PastApplication, disbursedOn: string): LoanOutcome[] {
  const principal = BigInt(loan.offeredAmount ?? loan.amount);
  const episodes = merged(loan);
  const isStillOverdue = loan.status === "overdue" || loan.status === "defaulted";
  const events: Dated[] = [];
  for (const [index, { from, until }] of episodes.entries()) {
    const days = daysBetween(from, until);
    events.push({ kind: "overdue", amount: null, days, on: from });
    if (isStillOverdue && index === episodes.length - 1) {
      if (loan.status === "defaulted")
        events.push({ kind: "default", amount: null, days, on: addDays(from, defaultDays) });
    } else events.push({ kind: "overdue_cleared", amount: null, days: null, on: until });
  }
  for (const { on, amount } of loan.repayments)
    events.push({ kind: "repayment", amount: BigInt(amount), days: null, on });

  // On one day arrears begin before money comes, and end after it.
  const turn = { overdue: 0, repayment: 1, overdue_cleared: 2, default: 3 } as const;
  events.sort(
    (a, b) =>
      (a.on < b.on ? -1 : a.on > b.on ? 1 : 0) ||
      turn[a.kind as keyof typeof turn] - turn[b.kind as keyof typeof turn],
  );
  const story: Dated[] = [
    { kind: "drawdown", amount: principal, days: null, on: disbursedOn },
    ...events,
    ...(loan.settledOn
      ? [{ kind: "settlement" as const, amount: null, days: null, on: loan.settledOn }]
      : []),
  ];
  return story.map((event, index) => ({
    ...event,
    id: `${loan.reference}/${index + 1}`,
    reversalOf: null,
    detail: null,
  }));
}

function merged({ overdue }: PastApplication): Episode[] {
  const episodes: Episode[] = [];
  const sorted = overdue
    .filter(({ days }) => days > 0)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  for (const { from, days } of sorted) {
    const until = addDays(from, days - 1);
    const last = episodes.at(-1);
    if (last && from <= last.until) last.until = until > last.until ? until : last.until;
    else episodes.push({ from, until });
  }
  return episodes;
}
