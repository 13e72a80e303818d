import type { EventName } from "./events";

export const audiences = ["enterprise", "bank", "office"] as const;
export type Audience = (typeof audiences)[number];

/** Who is told about what. An event that nobody needs to act on or worry about is not a notification. */
const told: Partial<Record<EventName, readonly Audience[]>> = {
  "consent.signed": ["enterprise"],
  "consent.awaiting_cosign": ["enterprise"],
  "consent.revoked": ["enterprise", "bank"],
  "consent.relinquished": ["enterprise"],
  "consent.cancelled": ["enterprise"],
  "consent.paused": ["bank"],
  "consent.resumed": ["bank"],
  "consent.narrowed": ["bank"],
  "consent.terminated": ["enterprise", "bank"],
  "consent.expired": ["enterprise", "bank"],
  "consent.consumed": ["enterprise", "bank"],
  "consent.lapsed": ["enterprise"],
  "consent.still_open": ["enterprise"],
  "consent.ending": ["enterprise"],
  "consent.unusual": ["enterprise"],
  "ask.waiting": ["enterprise"],
  "erasure.due": ["bank"],
  "erasure.started": ["bank"],
  "erasure.attested": ["enterprise"],
  "erasure.overdue": ["enterprise", "bank", "office"],
  "witness.objected": ["bank", "office"],
  "witness.key_changed": ["bank", "office"],
  "notice.digest": ["enterprise"],
  "ask.made": ["enterprise"],
  "ask.answered": ["bank"],
  "ask.declined": ["bank"],
  "ask.withdrawn": ["enterprise"],
  "sources.fetch_failed": ["enterprise"],
  "answer.waiting": ["enterprise"],
  "need.taken": ["enterprise"],
  "need.answered": ["bank"],
  "application.submitted": ["bank"],
  "application.withdrawn": ["bank"],
  "application.accepted": ["enterprise"],
  "application.under_review": ["enterprise"],
  "application.information_requested": ["enterprise"],
  "application.information_answered": ["bank"],
  "application.declined": ["enterprise"],
  "application.consent_lost": ["enterprise", "bank"],
  "application.timed_out": ["enterprise", "bank", "office"],
  "application.lapsed": ["enterprise", "bank"],
  "application.product_withdrawn": ["enterprise"],
  "offer.drafted": ["bank"],
  "offer.sent_back": ["bank"],
  "offer.opened": ["enterprise"],
  "offer.accepted": ["bank"],
  "offer.refused": ["bank"],
  "offer.withdrawn": ["enterprise"],
  "offer.expired": ["enterprise", "bank"],
  "contract.signed": ["enterprise"],
  "proposal.submitted": ["bank"],
  "proposal.awaiting_office": ["bank", "office"],
  "proposal.sent_back": ["bank"],
  "proposal.published": ["bank"],
  "product.withdrawn": ["bank"],
  "product.resumed": ["bank"],
  "loan.disbursed": ["enterprise"],
  "loan.overdue": ["enterprise", "office"],
  // The same, where the enterprise does not let its bank report it.
  "loan.late": ["enterprise"],
  "loan.settled": ["enterprise"],
};

/** The audiences an event is shown to; empty when it is for the record only. */
export function audiencesOf(name: EventName): readonly Audience[] {
  return told[name] ?? [];
}
