import { dayLength } from "@/domain/shared/calendar";
/** Demanded by the enterprise, on revoking or later, or owed because the consent is over. */
export const erasureReasons = ["demanded", "ended"] as const;

export const erasureStates = ["due", "overdue", "attested"] as const;
export type ErasureState = (typeof erasureStates)[number];

/** Computed, never stored: what the clock says of a duty that its bank has not declared done. */
export function erasureState(
  { dueAt, attestedAt }: { dueAt: Date; attestedAt: Date | null },
  now: Date,
): ErasureState {
  if (attestedAt) return "attested";
  return now.getTime() < dueAt.getTime() ? "due" : "overdue";
}

/** Whole days that are left, rounded up: "1" on the last day, 0 or less from the due moment on. */
export function daysLeft(dueAt: Date, now: Date): number {
  return Math.ceil((dueAt.getTime() - now.getTime()) / dayLength);
}

/** What a bank can declare; kept copies are those a law makes it keep, and it names the law. */
export const erasureStatements = ["everything_deleted", "kept_by_law"] as const;
export type ErasureStatement = (typeof erasureStatements)[number];
