import { createHash, randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { shippedVersion } from "@/db/seed/purpose-templates";
import {
  artefactBytes,
  type ConsentArtefact,
  type ConsentedItem,
} from "@/domain/consents/artefact";
import type { SignedIn } from "@/tests/parties";

type Asked = {
  id: string;
  artefact: ConsentArtefact;
  /** SHA-256 of the bytes that were put before the enterprise. */
  hash: Buffer;
};

type Wanted = {
  enterprise: SignedIn;
  /** Left out: the platform, for matching. */
  bank?: SignedIn;
  applicationId?: string;
  items?: ConsentedItem[];
  /** Milliseconds from now. */
  from?: number;
  to?: number;
  change?: Partial<ConsentArtefact>;
};

export const item = (
  scope: string,
  { from, to } = { from: "2026-01-01", to: "2026-10-31" },
): ConsentedItem => {
  const [code, granularity] = scope.split(":") as [
    ConsentedItem["item"],
    ConsentedItem["granularity"],
  ];
  return { item: code, granularity, from, to, why: "to judge the application" };
};

const day = 86_400_000;
export const defaultScopes = ["tax_declarations:indicator", "social_insurance:band"];

/** The text of a consent as the services write it. */
export function draftArtefact(wanted: Wanted): ConsentArtefact {
  const { enterprise, bank, applicationId } = wanted;
  const id = randomUUID();
  const now = Date.now();
  const purpose = bank ? "loan_application" : "platform_matching";
  return {
    version: 1,
    kind: "consent",
    id,
    family: id,
    revision: 1,
    nonce: randomUUID(),
    enterprise: enterprise.uscc,
    enterpriseName: enterprise.name,
    recipient: bank?.uscc ?? "platform",
    recipientName: bank?.name ?? "platform",
    purpose,
    template: { code: purpose, version: shippedVersion(purpose), wording: "wording" },
    application: applicationId ?? null,
    items: wanted.items ?? defaultScopes.map((scope) => item(scope)),
    validFrom: new Date(now + (wanted.from ?? -1000)).toISOString(),
    validTo: new Date(now + (wanted.to ?? 20 * day)).toISOString(),
    use: "view",
    maxReads: 100,
    readsPer: bank ? { unit: "day", count: 50 } : { unit: "day", count: 200 },
    maxFetches: 4,
    dataLifeDays: 30,
    language: "en",
    signer: { person: enterprise.personId, name: "Li", role: "legal_representative" },
    ...wanted.change,
  };
}

/** Puts a text before the enterprise; gives the gate's refusal, or null. */
export async function requestConsent(
  sme: Pool,
  { enterprise, bank }: Wanted,
  text: ConsentArtefact,
  bytes: Uint8Array = artefactBytes(text),
): Promise<string | null> {
  const { rows } = await sme.query<{ refusal: string | null }>(
    `select refusal from gate.consent_request($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
       clock_timestamp() + interval '30 minutes', $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      enterprise.token,
      text.id,
      text.family,
      text.revision,
      bank?.id ?? null,
      text.purpose,
      text.template.version,
      text.application,
      text.validFrom,
      text.validTo,
      text.maxReads,
      text.readsPer?.unit ?? null,
      text.readsPer?.count ?? null,
      text.maxFetches,
      text.dataLifeDays,
      text.language,
      Buffer.from(bytes),
      JSON.stringify(text.items),
    ],
  );
  return rows[0]!.refusal;
}

export async function signConsent(sme: Pool, enterprise: SignedIn, id: string, hash: Buffer) {
  const { rows } = await sme.query<{ refusal: string | null }>(
    "select refusal from gate.consent_sign($1, $2, $3, 'legal_representative', 'totp', 'attested')",
    [enterprise.token, id, hash],
  );
  return rows[0]!.refusal;
}

/** A signed consent; throws when the gate refuses. */
export async function makeConsent(sme: Pool, wanted: Wanted): Promise<Asked> {
  const artefact = draftArtefact(wanted);
  const hash = createHash("sha256").update(artefactBytes(artefact)).digest();
  const refusal =
    (await requestConsent(sme, wanted, artefact)) ??
    (await signConsent(sme, wanted.enterprise, artefact.id, hash));
  if (refusal) throw new Error(refusal);
  return { id: artefact.id, artefact, hash };
}

export async function revokeConsent(sme: Pool, enterprise: SignedIn, id: string) {
  const { rows } = await sme.query<{ refusal: string | null; revoked_at: Date | null }>(
    "select refusal, revoked_at from gate.consent_revoke($1, $2)",
    [enterprise.token, id],
  );
  return rows[0]!;
}

/** A consent's last moment is now. The end comes to it: a life of seconds might be over before it is signed. */
export async function expireConsent(admin: Pool, consentId: string): Promise<void> {
  await admin.query(
    "update app.consents set valid = tstzrange(lower(valid), clock_timestamp()) where id = $1",
    [consentId],
  );
}
