import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { SignConsentInput } from "@/domain/consents/schema";
import { authorize } from "@/domain/policy";
import { Conflict, DomainError, Invalid, NotFound } from "@/domain/shared/errors";
import { recordEvent } from "@/server/audit/record-event";
import { signAsPlatform } from "@/server/connectors/platform-signature";
import { verifySigningCode } from "@/server/services/accounts/verify-signing-code";
import type { ServiceContext } from "@/server/services/context";

type Signed = { refusal: string | null; seq: string; hash: Buffer };

/** Signs the very bytes that were shown; from the commit on the recipient may read. */
export async function signConsent(context: ServiceContext<"sme">, input: SignConsentInput) {
  authorize(context.actor, "consent.sign", { enterpriseId: context.actor.organizationId });
  await verifySigningCode(context, input.code);
  return context.db.transaction((tx) => signInTransaction(tx, context, input));
}

/**
 * The signature itself, for a caller that binds it to a write of its own in the same transaction.
 * The caller has authorized the signer and verified the signing code.
 */
export async function signInTransaction(
  tx: Transaction,
  context: ServiceContext<"sme">,
  { consentId, artefactHash }: Omit<SignConsentInput, "code">,
) {
  const { db, actor, now } = context;
  // A one-time code proves the person to the platform, and the platform says so: the weaker form.
  const attestation = await signAsPlatform(
    Buffer.from(JSON.stringify({ person: actor.userId, artefactHash, at: now.toISOString() })),
  );
  const { rows } = await tx.execute<Signed>(
    sql`select refusal, seq, hash from gate.consent_sign(${db.token}, ${consentId}::uuid, ${Buffer.from(artefactHash, "hex")}::bytea, 'legal_representative', 'totp', ${attestation})`,
  );
  const [signed] = rows;
  if (!signed) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  if (signed.refusal) refuse(signed.refusal);

  await tx.execute(sql`select vault.fetch_queue(${db.token}, ${consentId}::uuid)`);
  const { rows: parties } = await tx.execute<{ recipient_id: string | null }>(
    sql`select recipient_id from app.consents where id = ${consentId}`,
  );
  await recordEvent(tx, context, "consent.signed", consentId, {
    enterpriseId: actor.organizationId,
    bankId: parties[0]?.recipient_id ?? null,
  });
  return {
    consentId,
    seq: BigInt(signed.seq),
    hash: signed.hash.toString("hex"),
    at: now,
  };
}

function refuse(code: string): never {
  if (code === "NO_SUCH_CONSENT") throw new NotFound("consent");
  if (code === "ARTEFACT_CHANGED") throw new Invalid("artefact_changed", "artefactHash");
  throw new Conflict(code.toLowerCase());
}
