import { z } from "zod";
import type { EventName } from "./events";

export const mailStatuses = ["queued", "sent", "failed"] as const;

/** What a person wants by mail; whoever has not chosen gets what is urgent. */
export const mailWishes = ["all", "urgent", "none"] as const;
export type MailWish = (typeof mailWishes)[number];

/** A right, a deadline or money is at stake, and whoever waits for the next sign-in may miss it. */
export const urgentEvents: readonly EventName[] = [
  "consent.unusual",
  "consent.ending",
  "consent.awaiting_cosign",
  "ask.made",
  "ask.waiting",
  "erasure.due",
  "witness.objected",
  "application.information_requested",
  "application.consent_lost",
  "application.declined",
  "offer.opened",
  "loan.overdue",
  "loan.late",
];

const minute = 60_000;
const waits = [1, 5, 20, 60, 240, 720].map((minutes) => minutes * minute);

/** Tried this often at most: the first time at once, the last one most of a day later. */
export const mailAttempts = waits.length + 1;

/** Whoever took a mail and died had it for so long at most; longer than any conversation with a server. */
export const mailLeaseMs = 5 * minute;

/** When a mail whose `attempts`th try failed is due again; null: it is given up. */
export function mailDueAgain(attempts: number, failedAt: Date): Date | null {
  const wait = waits[attempts - 1];
  return wait === undefined ? null : new Date(failedAt.getTime() + wait);
}

export const addressCodeMinutes = 30;

/**
 * One plain address: what can stand in an envelope and a header and mean nothing else. Quoted local
 * parts, comments, lists and addresses beyond ASCII are refused. The domain is lower case.
 */
export const MailAddress = z
  .string()
  .trim()
  .max(190)
  .regex(
    /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i,
  )
  .refine((text) => text.lastIndexOf("@") <= 64)
  .transform((text) => {
    const at = text.lastIndexOf("@");
    return text.slice(0, at) + text.slice(at).toLowerCase();
  });

/** As one recognizes one's own: `li•••@example.com`. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, Math.min(2, Math.max(1, at - 1)))}•••${address.slice(at)}`;
}
