import { useTranslations } from "next-intl";
import { Clock } from "@/components/ui/clock";
import { lastDayOfClock, workingDaysLeft } from "@/domain/applications/clock";
import type { OwnApplicationRow } from "@/domain/applications/enterprise-schema";
import {
  acceptDeadlineWorkingDays,
  decisionDeadlineWorkingDays,
} from "@/domain/applications/lifecycle";

/** How long the bank still has, or that its clock stands still. Nothing where no clock runs. */
export function ApplicationClock({
  application,
  now,
}: {
  application: Pick<OwnApplicationRow, "status" | "acceptBy" | "decideBy" | "clockStoppedAt">;
  now: Date;
}) {
  const t = useTranslations("applications.clock");
  const { status, acceptBy, decideBy, clockStoppedAt } = application;
  const isAccepting = status === "submitted";
  const isDeciding =
    status === "accepted" || status === "under_review" || status === "information_requested";
  const deadline = isAccepting ? acceptBy : isDeciding ? decideBy : null;
  if (!deadline) return null;
  return (
    <div className="grid gap-1">
      <p className="text-sm text-ink-soft">{t(isAccepting ? "accept" : "decide")}</p>
      <Clock
        left={workingDaysLeft(deadline, clockStoppedAt ?? now)}
        total={isAccepting ? acceptDeadlineWorkingDays : decisionDeadlineWorkingDays}
        state={clockStoppedAt ? "paused" : "running"}
        dueOn={lastDayOfClock(deadline)}
      />
    </div>
  );
}
