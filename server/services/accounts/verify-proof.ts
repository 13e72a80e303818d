import type { SignatureRecord } from "@/domain/consents/signature";
import type { SignatureProof } from "@/domain/consents/signature-schema";
import { signAsPlatform } from "@/server/connectors/platform-signature";
import type { ServiceContext } from "@/server/services/context";
import { verifyAssertion } from "@/server/services/passkeys/verify-assertion";
import { verifySigningCode } from "./verify-signing-code";

/**
 * Proves that whoever signs is the person of the session, now, about exactly these bytes. A passkey's
 * answer is evidence for anyone. A one-time code proves the person to the platform alone, which says
 * so: the weaker form. Either is spent whatever becomes of the signature.
 *
 * `artefactHash`: SHA-256 of what is signed, in hex.
 */
export async function verifyProof(
  context: ServiceContext,
  proof: SignatureProof,
  artefactHash: string,
): Promise<SignatureRecord> {
  const { actor, now } = context;
  let evidence: SignatureRecord["evidence"] = null;
  if (proof.method === "passkey")
    evidence = await verifyAssertion(context, proof.assertion, artefactHash);
  else await verifySigningCode(context, proof.code);
  const attestation = await signAsPlatform(
    Buffer.from(JSON.stringify({ person: actor.userId, artefactHash, at: now.toISOString() })),
  );
  return { method: proof.method, attestation, evidence };
}
