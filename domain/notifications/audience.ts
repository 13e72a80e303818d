import type { EventName } from "./events";

export const audiences = ["enterprise", "bank", "office"] as const;
export type Audience = (typeof audiences)[number];

/** Who is told about what. An event that nobody needs to act on or worry about is not a notification. */
const told: Partial<Record<EventName, readonly Audience[]>> = {
  "consent.signed": ["enterprise"],
  "consent.revoked": ["enterprise", "bank"],
  "consent.relinquished": ["enterprise"],
  "sources.fetch_failed": ["enterprise"],
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
  "offer.drafted": ["bank"],
  "offer.sent_back": ["bank"],
  "offer.opened": ["enterprise"],
  "offer.accepted": ["bank"],
  "offer.refused": ["bank"],
  "offer.withdrawn": ["enterprise"],
  "offer.expired": ["enterprise", "bank"],
  "contract.signed": ["enterprise"],
  "loan.disbursed": ["enterprise"],
  "loan.overdue": ["enterprise", "office"],
  "loan.settled": ["enterprise"],
};

/** The audiences an event is shown to; empty when it is for the record only. */
export function audiencesOf(name: EventName): readonly Audience[] {
  return told[name] ?? [];
}
