import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import { sql } from "drizzle-orm";
import type { PasskeyEvidence } from "@/domain/consents/signature";
import type { PasskeyAssertion } from "@/domain/consents/signature-schema";
import { DomainError, Invalid } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { openClientData } from "./client-data";
import { ownPasskeys } from "./own-passkeys";
import { relyingParty } from "./relying-party";

/**
 * Proves that one of the signer's own keys, with the person in front of it, answered to exactly
 * this hash at this address; gives what anyone needs to check that again. The key's counter is
 * moved on whatever becomes of the signature.
 */
export async function verifyAssertion(
  context: ServiceContext,
  assertion: PasskeyAssertion,
  artefactHash: string,
): Promise<PasskeyEvidence> {
  try {
    return await judge(context, assertion, artefactHash);
  } catch (error) {
    if (error instanceof DomainError) await note(context, error.reason);
    throw error;
  }
}

async function judge(context: ServiceContext, assertion: PasskeyAssertion, artefactHash: string) {
  const { db } = context;
  const { credentialId, authenticatorData, clientDataJSON, signature } = assertion;
  const keys = await ownPasskeys(context);
  const key = keys.find((one) => one.credentialId === credentialId);
  if (!key) throw new Invalid("passkey_unknown", "proof");
  const { challenge } = openClientData(clientDataJSON);
  const expectedChallenge = Buffer.from(artefactHash, "hex").toString("base64url");
  if (challenge !== expectedChallenge) throw new Invalid("artefact_changed", "artefactHash");

  const outcome = await verifyAuthenticationResponse({
    response: {
      id: credentialId,
      rawId: credentialId,
      type: "public-key",
      response: { authenticatorData, clientDataJSON, signature },
      clientExtensionResults: {},
    },
    expectedChallenge,
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
    // The database compares the counter, under a lock.
    credential: { id: credentialId, publicKey: new Uint8Array(key.publicKey), counter: 0 },
    // The library throws for whatever is wrong with it.
  }).catch(() => null);
  if (!outcome?.verified) throw new Invalid("passkey_refused", "proof");

  const [verdict] = await db.call<{ refusal: string | null }>(
    sql`select refusal from auth.passkey_touch(${db.token}, ${credentialId}, ${outcome.authenticationInfo.newCounter})`,
  );
  if (verdict?.refusal === "PASSKEY_CLONED") throw new DomainError("FORBIDDEN", "passkey_cloned");
  if (verdict?.refusal === "PASSKEY_REPLAYED") throw new Invalid("passkey_replayed", "proof");
  if (verdict?.refusal !== null) throw new Invalid("passkey_unknown", "proof");
  return {
    credentialId,
    publicKey: key.publicKey.toString("base64url"),
    authenticatorData,
    clientDataJSON,
    signature,
  };
}

const note = ({ db, actor, requestId }: ServiceContext, reason: string) =>
  db.call(
    sql`select auth.security_event('PASSKEY_REFUSED', ${actor.userId}::uuid, ${requestId}, ${reason})`,
  );
