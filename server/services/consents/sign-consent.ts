import { sql } from "drizzle-orm";
import type { SignConsentInput } from "@/domain/consents/schema";
import { applicationCan } from "@/domain/applications/lifecycle";
import { authorize } from "@/domain/policy";
import { Conflict, DomainError, Invalid } from "@/domain/shared/errors";
import { verifyProof } from "@/server/services/accounts/verify-proof";
import { lockForSubmission, submitSigned } from "@/server/services/applications/submit-signed";
import type { ServiceContext } from "@/server/services/context";
import { findUnsigned } from "./find-unsigned";
import { refuseSignature, signInTransaction } from "./sign-in-transaction";

/**
 * Signs the very bytes that were shown, in the name the signer has here: the legal representative's,
 * a clerk's within an authority, or the second of two. With the last name that it takes the recipient
 * may read, and an application that waited for it goes to its bank: in the same transaction, or neither.
 * Who signs in order to submit signs nothing once the application has gone with another text.
 */
export async function signConsent(
  context: ServiceContext<"sme">,
  input: SignConsentInput,
  { isToSubmit = false } = {},
) {
  const { db, actor, now } = context;
  const { consentId, artefactHash, proof } = input;
  authorize(actor, "consent.sign", { enterpriseId: actor.organizationId });
  const seen = await db.transaction((tx) => findUnsigned(tx, context, consentId));
  const { capacity, application } = seen;
  // A proof works once: refuse what can be refused before it is used up.
  if (seen.artefactHash !== artefactHash) throw new Invalid("artefact_changed", "artefactHash");
  if (typeof capacity === "string") return refuseSigner(context, consentId, capacity);
  const isSubmission =
    application !== null &&
    seen.purpose === "loan_application" &&
    seen.subject === "enterprise" &&
    applicationCan("submit", application);
  if (isToSubmit && !isSubmission && application?.consentId !== consentId)
    throw new Conflict("application_not_prepared");
  const record = await verifyProof(context, proof, artefactHash);

  const outcome = await db.transaction(async (tx) => {
    const locked = isSubmission ? await lockForSubmission(tx, context, application.id) : null;
    const signed = await signInTransaction(tx, context, {
      consentId,
      artefactHash,
      capacity,
      record,
    });
    if (locked && signed.refusal === null && signed.status === "active")
      await submitSigned(tx, context, locked, consentId);
    return signed;
  });
  if (outcome.refusal !== null) refuseSignature(outcome.refusal);
  return { consentId, status: outcome.status, seq: outcome.seq, hash: outcome.hash, at: now };
}

async function refuseSigner(
  { db, actor, requestId }: ServiceContext<"sme">,
  consentId: string,
  reason: string,
): Promise<never> {
  await db.call(
    sql`select auth.security_event(${reason.toUpperCase()}, ${actor.userId}::uuid, ${requestId}, ${consentId})`,
  );
  if (reason === "same_signer") throw new Conflict(reason);
  throw new DomainError("FORBIDDEN", reason);
}
