import { Conflict, Invalid } from "@/domain/shared/errors";
import { deadlineAfter } from "./deadlines";
import {
  applicationCan,
  decisionDeadlineWorkingDays,
  informationDeadlineWorkingDays,
  type ApplicationAction,
  type ApplicationStatus,
} from "./lifecycle";

type Applied = { status: ApplicationStatus };
type Clocked = Applied & {
  acceptBy: Date | null;
  decideBy: Date | null;
  clockStoppedAt: Date | null;
};

function demand(action: ApplicationAction, application: Applied) {
  if (!applicationCan(action, application)) throw new Conflict("application_state_changed");
}

/**
 * 受理: from here ten working days to decide. A late one is still taken while the clock has not
 * closed it: that is better for the firm than a refusal by the second.
 */
export function acceptApplication(application: Applied, officerId: string, now: Date) {
  demand("accept", application);
  return {
    status: "accepted",
    officerId,
    acceptedAt: now,
    decideBy: deadlineAfter(now, decisionDeadlineWorkingDays),
  } as const;
}

/** The bank asks: the decision clock stands still until the answer, five working days at most. */
export function requestInformation(application: Applied, now: Date) {
  demand("request_information", application);
  return {
    application: { status: "information_requested", clockStoppedAt: now },
    request: { dueAt: deadlineAfter(now, informationDeadlineWorkingDays) },
  } as const;
}

/** Declines for one to four reasons, each given once. */
export function declineApplication(
  application: Applied,
  { reasons, message }: { reasons: readonly string[]; message: string },
  now: Date,
) {
  demand("decline", application);
  if (new Set(reasons).size !== reasons.length)
    throw new Invalid("decline_reason_twice", "reasons");
  return {
    status: "declined" as const,
    declineReasons: [...reasons],
    declineMessage: message,
    decidedAt: now,
    clockStoppedAt: null,
  };
}

/** Whether a bank has let its clock run out: not accepted in time, or not decided in time. */
export function isTimedOut(application: Clocked, now: Date): boolean {
  if (!applicationCan("time_out", application) || application.clockStoppedAt) return false;
  const deadline = application.status === "submitted" ? application.acceptBy : application.decideBy;
  return deadline !== null && now >= deadline;
}
