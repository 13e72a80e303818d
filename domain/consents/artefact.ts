import canonicalize from "canonicalize";
import type { Granularity, ItemCode } from "@/domain/sources/catalogue";
import type { ConsentSubject, Purpose, SignatureRole } from "./lifecycle";

export type ConsentedItem = {
  item: ItemCode;
  granularity: Granularity;
  /** Days, both included. */
  from: string;
  to: string;
  /** Why the recipient needs it, in the language of the notice. */
  why: string;
  /** False: the enterprise switched it on; the recipient could do without. Absent in old texts: true. */
  required?: boolean;
};

export type ConsentArtefact = {
  version: 1;
  kind: "consent";
  id: string;
  family: string;
  revision: number;
  /** Single use: two artefacts are never the same bytes. */
  nonce: string;
  enterprise: string;
  enterpriseName: string;
  /** A bank's USCC, or "platform". */
  recipient: string;
  recipientName: string;
  /** Whose facts these are; absent in old texts: the enterprise's. */
  subject?: ConsentSubject;
  purpose: Purpose;
  template: { code: Purpose; version: number; wording: string };
  application: string | null;
  /** The id of the numbered report, where that is what is shared. */
  report?: string | null;
  /** The id of the bank's ask that this answers. */
  ask?: string | null;
  items: ConsentedItem[];
  /** RFC 3339. */
  validFrom: string;
  validTo: string;
  use: "view";
  maxReads: number;
  readsPer: { unit: "day" | "week" | "month"; count: number } | null;
  maxFetches: number;
  dataLifeDays: number;
  language: "zh-CN" | "en";
  signer: { person: string; name: string; role: SignatureRole };
};

/** The enterprise looking at its own data; lives for minutes and is stored by nobody. */
export type InquiryArtefact = {
  version: 1;
  kind: "inquiry";
  id: string;
  revision: 1;
  nonce: string;
  enterprise: string;
  recipient: "platform";
  purpose: "own_view";
  items: Omit<ConsentedItem, "why">[];
  validFrom: string;
  validTo: string;
};

/**
 * The bytes that are shown, hashed, signed and stored: RFC 8785 canonical JSON in UTF-8.
 * Throws on a value JSON cannot carry.
 */
export function artefactBytes(
  artefact: ConsentArtefact | InquiryArtefact,
): Uint8Array<ArrayBuffer> {
  const text = canonicalize(artefact);
  if (text === undefined) throw new TypeError("an artefact must be JSON");
  return new TextEncoder().encode(text);
}
