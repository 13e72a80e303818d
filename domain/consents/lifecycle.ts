export const purposes = [
  "platform_matching",
  "loan_application",
  "post_loan_monitoring",
  "outcome_backflow",
  "report_share",
] as const;
export type Purpose = (typeof purposes)[number];

/** What is stored. `scheduled`, `lapsed` and `expired` are computed from the range and the clock. */
export const consentStatuses = [
  "requested",
  "awaiting_cosign",
  "active",
  "paused",
  "rejected",
  "cancelled",
  "revoked",
  "relinquished",
  "terminated",
  "consumed",
  "superseded",
] as const;
export type ConsentStatus = (typeof consentStatuses)[number];
/** What a consent is worth by the clock, and what its record may say it went to. */
export const effectiveConsentStatuses = [
  ...consentStatuses,
  "scheduled",
  "lapsed",
  "expired",
] as const;
export type EffectiveConsentStatus = (typeof effectiveConsentStatuses)[number];

export const signatureRoles = [
  "legal_representative",
  "authorised_clerk",
  "second_signer",
] as const;
export type SignatureRole = (typeof signatureRoles)[number];
export const signatureMethods = ["totp", "passkey"] as const;
export type SignatureMethod = (typeof signatureMethods)[number];
/** Whose facts a consent is about. The person's are never mixed with the company's. */
export const consentSubjects = ["enterprise", "legal_representative"] as const;
export type ConsentSubject = (typeof consentSubjects)[number];
export const readUnits = ["day", "week", "month"] as const;
export const consentEventActors = ["enterprise", "bank", "platform", "office", "clock"] as const;

const moves = {
  requested: ["awaiting_cosign", "active", "rejected", "cancelled"],
  awaiting_cosign: ["active", "rejected", "cancelled"],
  active: ["paused", "revoked", "relinquished", "terminated", "consumed", "superseded"],
  paused: ["active", "revoked", "relinquished", "terminated", "superseded"],
} as const satisfies Partial<Record<ConsentStatus, readonly ConsentStatus[]>>;

/** Whether the stored status may change from one to the other; the same table stands in the database's trigger. */
export function consentMayMove(from: ConsentStatus, to: ConsentStatus): boolean {
  return from in moves && (moves[from as keyof typeof moves] as readonly string[]).includes(to);
}

type ConsentClock = {
  status: ConsentStatus;
  validFrom: Date;
  validTo: Date;
  answerBy: Date;
};

/** What a consent is worth at an instant. Equal to `gate.consent_effective_status` in SQL. */
export function effectiveConsentStatus(consent: ConsentClock, at: Date): EffectiveConsentStatus {
  const { status } = consent;
  if ((status === "requested" || status === "awaiting_cosign") && at >= consent.answerBy)
    return "lapsed";
  if ((status === "active" || status === "paused") && at >= consent.validTo) return "expired";
  if (status === "active" && at < consent.validFrom) return "scheduled";
  return status;
}

const unsigned = ["requested", "awaiting_cosign"] as const;
const alive = ["active", "scheduled", "paused"] as const;

const actions = {
  sign: unsigned,
  reject: unsigned,
  cancel: unsigned,
  pause: ["active", "scheduled"],
  resume: ["paused"],
  narrow: alive,
  /** Widening is another text: it may follow one whose reads are used up, too. */
  revise: [...alive, "consumed"],
  revoke: alive,
  relinquish: alive,
  terminate: alive,
} as const satisfies Record<string, readonly EffectiveConsentStatus[]>;
export type ConsentAction = keyof typeof actions;

/** Asked by the service before it writes and by the button before it enables. */
export function consentCan(
  action: ConsentAction,
  consent: { status: EffectiveConsentStatus },
): boolean {
  return (actions[action] as readonly EffectiveConsentStatus[]).includes(consent.status);
}
