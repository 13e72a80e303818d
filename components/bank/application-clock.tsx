import { Clock } from "@/components/ui/clock";
import { lastDayOfClock, workingDaysBetween, workingDaysLeft } from "@/domain/applications/clock";
import {
  acceptDeadlineWorkingDays,
  decisionDeadlineWorkingDays,
  informationDeadlineWorkingDays,
  type ApplicationStatus,
} from "@/domain/applications/lifecycle";
import { longestOfferDays } from "@/domain/offers/bank-rules";
import { shanghaiDay } from "@/domain/shared/calendar";

const totals: Partial<Record<ApplicationStatus, number>> = {
  submitted: acceptDeadlineWorkingDays,
  accepted: decisionDeadlineWorkingDays,
  under_review: decisionDeadlineWorkingDays,
  information_requested: informationDeadlineWorkingDays,
  offered: Math.round((longestOfferDays * 5) / 7),
};

type Props = {
  status: ApplicationStatus;
  deadline: Date | null;
  /** Since when the bank's own clock stands still. */
  stoppedAt?: Date | null;
  now: Date;
};

/** What has to happen next, in working days; while the firm is asked, the bank's own clock stands still. */
export function ApplicationClock({ status, deadline, stoppedAt = null, now }: Props) {
  const total = totals[status];
  if (!deadline || total === undefined) return null;
  const isPaused = stoppedAt !== null;
  const left = stoppedAt
    ? workingDaysBetween(shanghaiDay(stoppedAt), lastDayOfClock(deadline))
    : workingDaysLeft(deadline, now);
  return (
    <Clock
      left={left}
      total={total}
      state={isPaused ? "paused" : "running"}
      dueOn={lastDayOfClock(deadline)}
    />
  );
}
