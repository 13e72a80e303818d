import { useTranslations } from "next-intl";
import { Instant } from "@/components/format/values";
import { Status } from "@/components/ui/status";
import type { AskView } from "@/domain/asks/schema";

const hourLength = 3_600_000;

/** How long an ask still waits, or what became of it. */
export function AskDeadline({
  ask: { status, answerBy },
  now,
}: {
  ask: Pick<AskView, "status" | "answerBy">;
  now: Date;
}) {
  const t = useTranslations("asks");
  const hours = Math.max(0, Math.floor((answerBy.getTime() - now.getTime()) / hourLength));
  const at = () => <Instant key="at" at={answerBy} />;
  if (status === "open") return <Status tone="waiting">{t.rich("deadline", { hours, at })}</Status>;
  if (status === "lapsed") return <Status tone="neutral">{t.rich("deadlineOver", { at })}</Status>;
  return <Status tone={status === "answered" ? "good" : "neutral"}>{t(`status.${status}`)}</Status>;
}
