import { verifyRegistrationResponse } from "@simplewebauthn/server";
import { sql } from "drizzle-orm";
import type { AddPasskeyInput } from "@/domain/passkeys/schema";
import { authorize } from "@/domain/policy";
import { Conflict, Invalid } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { openClientData } from "./client-data";
import { relyingParty } from "./relying-party";

/** Keeps the public half of a new key. The challenge is spent whatever becomes of it. */
export async function addPasskey({ db, actor }: ServiceContext, input: AddPasskeyInput) {
  authorize(actor, "passkey.manage", {});
  const { challenge } = openClientData(input.clientDataJSON);
  const [spent] = await db.call<{ used: boolean }>(
    sql`select auth.challenge_use(${db.token}, ${Buffer.from(challenge, "base64url")}) as used`,
  );
  if (!spent?.used) throw new Invalid("challenge_expired", "proof");

  const { credential, credentialBackedUp } = await verified(input, challenge);
  const [verdict] = await db.call<{ refusal: string | null }>(
    sql`select refusal from auth.passkey_add(${db.token}, ${credential.id}, ${Buffer.from(credential.publicKey)},
      ${credential.counter}, ${sql.param(input.transports)}::text[], ${input.name}, ${credentialBackedUp})`,
  );
  if (verdict?.refusal !== null)
    throw new Conflict(verdict?.refusal.toLowerCase() ?? "gate_silent");
  return { credentialId: credential.id };
}

async function verified(input: AddPasskeyInput, expectedChallenge: string) {
  const { credentialId: id, clientDataJSON, attestationObject } = input;
  const outcome = await verifyRegistrationResponse({
    response: {
      id,
      rawId: id,
      type: "public-key",
      response: { clientDataJSON, attestationObject },
      clientExtensionResults: {},
    },
    expectedChallenge,
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
    // The library throws for whatever is wrong with it.
  }).catch(() => null);
  if (!outcome?.verified || outcome.registrationInfo.credential.id !== id)
    throw new Invalid("passkey_refused", "proof");
  return outcome.registrationInfo;
}
