import { useTranslations } from "next-intl";
import { Status, type Tone } from "@/components/ui/status";
import type { ApplicationStatus } from "@/domain/applications/lifecycle";

const tones: Partial<Record<ApplicationStatus, Tone>> = {
  submitted: "waiting",
  accepted: "done",
  under_review: "done",
  information_requested: "waiting",
  offered: "waiting",
  accepted_by_enterprise: "good",
  contracted: "good",
  disbursing: "waiting",
  disbursed: "good",
  disbursement_failed: "refused",
  declined: "refused",
  consent_lost: "waiting",
  timed_out: "refused",
};

export function ApplicationState({ status }: { status: ApplicationStatus }) {
  const t = useTranslations("states.application");
  return <Status tone={tones[status] ?? "neutral"}>{t(status)}</Status>;
}
