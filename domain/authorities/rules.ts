import type { ConsentSubject, Purpose, SignatureRole } from "@/domain/consents/lifecycle";
import type { AuthorityRole } from "./lifecycle";

export type Authority = {
  id: string;
  role: AuthorityRole;
  purposes: readonly Purpose[];
  /** Fen asked for, at most; null: any. */
  maxAmount: bigint | null;
  validFrom: Date;
  validTo: Date;
  endedAt: Date | null;
};

type Signer = { userId: string; isOwner: boolean; authorities: readonly Authority[] };
type Unsigned = {
  purpose: Purpose;
  subject: ConsentSubject;
  /** Fen of the application it is bound to; null where there is none. */
  amount: bigint | null;
  isAwaitingCosign: boolean;
  signedBy: readonly string[];
};

/** In whose name somebody signs: their own as legal representative, or within an authority. */
export type Capacity = { role: SignatureRole; authorityId: string | null };
export const signingRefusals = [
  "same_signer",
  "signer_forbidden",
  "authority_expired",
  "authority_exceeded",
] as const;
export type SigningRefusal = (typeof signingRefusals)[number];

/**
 * In which capacity a person may sign a consent now, or why they may not. Equal to
 * `gate.signer_refusal` in SQL, which has the last word.
 */
export function signingCapacity(
  signer: Signer,
  consent: Unsigned,
  now: Date,
): Capacity | SigningRefusal {
  if (consent.signedBy.includes(signer.userId)) return "same_signer";
  if (signer.isOwner)
    return {
      role: consent.isAwaitingCosign ? "second_signer" : "legal_representative",
      authorityId: null,
    };
  // Nobody else can say yes to the facts of a person.
  if (consent.subject === "legal_representative") return "signer_forbidden";
  const role = consent.isAwaitingCosign ? "second_signer" : "authorised_clerk";
  const held = signer.authorities.filter((authority) => authority.role === role);
  if (held.length === 0) return "signer_forbidden";
  const live = held.filter((authority) => isAuthorityLive(authority, now));
  if (live.length === 0) return "authority_expired";
  const { purpose, amount } = consent;
  const enough = live.find(
    ({ purposes, maxAmount }) =>
      purposes.includes(purpose) && (maxAmount === null || amount === null || amount <= maxAmount),
  );
  return enough ? { role, authorityId: enough.id } : "authority_exceeded";
}

/** Whether an authority lets its holder sign at an instant. */
export function isAuthorityLive(
  { endedAt, validFrom, validTo }: Pick<Authority, "endedAt" | "validFrom" | "validTo">,
  at: Date,
): boolean {
  return endedAt === null && at >= validFrom && at < validTo;
}

/**
 * How many people must sign for an application of this amount (fen): two from the lowest threshold
 * on. Equal to `gate.quorum_of` in SQL.
 */
export function quorumFor(amount: bigint | null, thresholds: readonly (bigint | null)[]): 1 | 2 {
  if (amount === null) return 1;
  return thresholds.some((above) => above !== null && amount >= above) ? 2 : 1;
}
