import type { Tone } from "@/components/ui/status";
import type { ApplicationStatus } from "@/domain/applications/lifecycle";

/** How an application stands, as its enterprise feels it. */
export const applicationTones: Record<ApplicationStatus, Tone> = {
  prepared: "waiting",
  submitted: "waiting",
  accepted: "waiting",
  under_review: "waiting",
  information_requested: "waiting",
  offered: "good",
  accepted_by_enterprise: "good",
  contracted: "good",
  disbursing: "good",
  disbursed: "good",
  disbursement_failed: "refused",
  declined: "refused",
  consent_lost: "refused",
  timed_out: "refused",
  lapsed: "refused",
  offer_expired: "refused",
  refused: "neutral",
  not_selected: "neutral",
  withdrawn: "neutral",
  closed: "neutral",
};
