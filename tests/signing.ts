import { randomUUID } from "node:crypto";
import canonicalize from "canonicalize";
import type { Pool } from "pg";
import { purposes } from "@/domain/consents/lifecycle";
import type { SignedIn } from "@/tests/parties";

type Signing = {
  role?: string;
  method?: string;
  evidence?: object | null;
  authority?: string;
};

/** Signs as anybody, in any role, and gives what the gate says. */
export async function sign(
  sme: Pool,
  person: SignedIn,
  { id, hash }: { id: string; hash: Buffer },
  { role = "legal_representative", method = "totp", evidence, authority }: Signing = {},
) {
  const { rows } = await sme.query<{ refusal: string | null; status: string | null }>(
    "select refusal, status from gate.consent_sign($1, $2, $3, $4, $5, 'attested', $6, $7)",
    [person.token, id, hash, role, method, evidence ?? null, authority ?? null],
  );
  return rows[0]!;
}

type Terms = {
  role?: string;
  purposes?: string[];
  maxAmount?: number | null;
  /** Milliseconds from now. */
  from?: number;
  to?: number;
};

/** The text of an authority, and what the gate is told beside it. */
export function draftAuthority(owner: SignedIn, person: SignedIn, terms: Terms) {
  const now = Date.now();
  const text = {
    version: 1,
    kind: "signing_authority",
    id: randomUUID(),
    nonce: randomUUID(),
    enterprise: owner.uscc,
    person: { id: person.personId, name: "Wang" },
    role: terms.role ?? "authorised_clerk",
    purposes: terms.purposes ?? [...purposes],
    maxAmountFen: terms.maxAmount ? String(terms.maxAmount) : null,
    validFrom: new Date(now + (terms.from ?? -1000)).toISOString(),
    validTo: new Date(now + (terms.to ?? 86_400_000)).toISOString(),
    grantedBy: { id: owner.personId, name: "Li" },
  };
  return text;
}

export async function askForAuthority(
  sme: Pool,
  owner: SignedIn,
  text: ReturnType<typeof draftAuthority>,
  bytes = Buffer.from(canonicalize(text) ?? ""),
) {
  const { rows } = await sme.query<{ refusal: string | null }>(
    "select refusal from gate.authority_grant($1, $2, $3, $4, $5, $6, $7, $8, $9, 'totp', 'attested')",
    [
      owner.token,
      text.id,
      text.person.id,
      text.role,
      text.purposes,
      text.maxAmountFen,
      text.validFrom,
      text.validTo,
      bytes,
    ],
  );
  return rows[0]!.refusal;
}

/** A live authority's id; throws when the gate refuses. */
export async function grantAuthority(
  sme: Pool,
  owner: SignedIn,
  person: SignedIn,
  terms: Terms,
): Promise<string> {
  const text = draftAuthority(owner, person, terms);
  const refusal = await askForAuthority(sme, owner, text);
  if (refusal) throw new Error(refusal);
  return text.id;
}

/** The newest line of a chain. */
export async function lastLine(admin: Pool, chain: string) {
  const { rows } = await admin.query<{ action: string; code: string; person_id: string }>(
    "select action, code, person_id from ledger.entries where chain = $1 order by seq desc limit 1",
    [chain],
  );
  return rows[0];
}

/** A signature by one-time code, as the pages send it. */
export const byCode = (code: string) => ({ method: "totp", code }) as const;
