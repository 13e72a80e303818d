import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { Capacity } from "@/domain/authorities/rules";
import type { SignatureRecord } from "@/domain/consents/signature";
import { Conflict, DomainError, Invalid, NotFound } from "@/domain/shared/errors";
import { recordEvent } from "@/server/audit/record-event";
import { resumeAfterAsk } from "@/server/services/asks/resume-after-ask";
import type { ServiceContext } from "@/server/services/context";

type Signature = {
  consentId: string;
  artefactHash: string;
  capacity: Capacity;
  record: SignatureRecord;
};
type SignedOutcome =
  | { refusal: string }
  | { refusal: null; status: "active" | "awaiting_cosign"; seq: bigint; hash: string };
type Verdict = {
  refusal: string | null;
  status: "active" | "awaiting_cosign";
  seq: string;
  hash: Buffer;
};

/**
 * The signature itself, for a caller that binds it to a write of its own in the same transaction.
 * The caller has authorized the signer and verified the proof. A refusal has its line in the ledger:
 * let the transaction commit, with nothing else in it, and throw `refuseSignature` afterwards.
 */
export async function signInTransaction(
  tx: Transaction,
  context: ServiceContext<"sme">,
  { consentId, artefactHash, capacity, record }: Signature,
): Promise<SignedOutcome> {
  const { db, actor } = context;
  const { rows } = await tx.execute<Verdict>(
    sql`select refusal, status, seq, hash from gate.consent_sign(${db.token}, ${consentId}::uuid,
      ${Buffer.from(artefactHash, "hex")}::bytea, ${capacity.role}, ${record.method}, ${record.attestation},
      ${record.evidence && JSON.stringify(record.evidence)}::jsonb, ${capacity.authorityId}::uuid)`,
  );
  const [verdict] = rows;
  if (!verdict) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  if (verdict.refusal !== null) return { refusal: verdict.refusal };

  const { status } = verdict;
  // Where it takes two, the first name permits nothing: there is nothing to fetch yet.
  if (status === "active")
    await tx.execute(sql`select vault.fetch_queue(${db.token}, ${consentId}::uuid)`);
  if (status === "active") await resumeAfterAsk(tx, context, consentId);
  const { rows: parties } = await tx.execute<{ recipient_id: string | null }>(
    sql`select recipient_id from app.consents where id = ${consentId}`,
  );
  await recordEvent(
    tx,
    context,
    status === "active" ? "consent.signed" : "consent.awaiting_cosign",
    consentId,
    { enterpriseId: actor.organizationId, bankId: parties[0]?.recipient_id ?? null },
  );
  return { refusal: null, status, seq: BigInt(verdict.seq), hash: verdict.hash.toString("hex") };
}

const forbidden = ["SIGNER_FORBIDDEN", "AUTHORITY_EXPIRED", "AUTHORITY_EXCEEDED"];

export function refuseSignature(code: string): never {
  const reason = code.toLowerCase();
  if (code === "NO_SUCH_CONSENT") throw new NotFound("consent");
  if (code === "ARTEFACT_CHANGED") throw new Invalid(reason, "artefactHash");
  if (code === "EVIDENCE_MISMATCH") throw new Invalid(reason, "proof");
  if (forbidden.includes(code)) throw new DomainError("FORBIDDEN", reason);
  throw new Conflict(reason);
}
