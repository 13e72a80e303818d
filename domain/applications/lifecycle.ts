export const applicationStatuses = [
  "prepared",
  "submitted",
  "accepted",
  "under_review",
  "information_requested",
  "offered",
  "accepted_by_enterprise",
  "contracted",
  "disbursing",
  "disbursed",
  "disbursement_failed",
  "declined",
  "consent_lost",
  "timed_out",
  "refused",
  "offer_expired",
  "not_selected",
  "withdrawn",
  "lapsed",
  "closed",
] as const;
export type ApplicationStatus = (typeof applicationStatuses)[number];

/** Statuses in which an application still counts against its need. */
export const liveApplicationStatuses = [
  "prepared",
  "submitted",
  "accepted",
  "under_review",
  "information_requested",
  "offered",
  "accepted_by_enterprise",
  "contracted",
  "disbursing",
  "consent_lost",
] as const satisfies readonly ApplicationStatus[];

export const channels = ["page", "api", "file", "clock"] as const;
export type Channel = (typeof channels)[number];
export const informationKinds = ["document", "correction", "extra_item", "visit"] as const;
/** What is asked for in words; an extra item takes a signature, and is asked for as an ask. */
export const wordedInformationKinds = ["document", "correction", "visit"] as const;
export const informationStatuses = ["open", "answered", "lapsed"] as const;
export const origins = ["platform", "imported"] as const;

/** Statuses that end when the consent does. */
export const consentLosable = [
  "submitted",
  "accepted",
  "under_review",
  "information_requested",
  "offered",
] as const satisfies readonly ApplicationStatus[];

const actions = {
  submit: ["prepared", "consent_lost"],
  attach_document: ["prepared", "submitted", "accepted", "under_review", "information_requested"],
  withdraw: [
    "prepared",
    "submitted",
    "accepted",
    "under_review",
    "information_requested",
    "consent_lost",
  ],
  accept: ["submitted"],
  read_profile: [
    "accepted",
    "under_review",
    "information_requested",
    "offered",
    "accepted_by_enterprise",
    "contracted",
    // The gate refuses, and writes into the ledger that it did.
    "consent_lost",
  ],
  request_information: ["accepted", "under_review"],
  answer_information: ["information_requested"],
  draft_offer: ["under_review", "offered"],
  decline: ["submitted", "accepted", "under_review", "information_requested"],
  accept_offer: ["offered"],
  refuse_offer: ["offered"],
  contract: ["accepted_by_enterprise"],
  disburse: ["contracted", "disbursing", "disbursement_failed"],
  lose_consent: [...consentLosable],
  time_out: ["submitted", "accepted", "under_review"],
} satisfies Record<string, ApplicationStatus[]>;
export type ApplicationAction = keyof typeof actions;

/** Asked by the service before it writes and by the button before it enables. */
export function applicationCan(
  action: ApplicationAction,
  application: { status: ApplicationStatus },
): boolean {
  return (actions[action] as readonly ApplicationStatus[]).includes(application.status);
}

/** Clocks in working days (上海, official calendar). */
export const acceptDeadlineWorkingDays = 1;
export const decisionDeadlineWorkingDays = 10;
export const informationDeadlineWorkingDays = 5;
export const consentRenewalWorkingDays = 5;
