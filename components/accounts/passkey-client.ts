import {
  browserSupportsWebAuthn,
  bufferToBase64URLString,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";
import { useSyncExternalStore } from "react";
import type { SignatureProof } from "@/domain/consents/signature-schema";
import {
  passkeyTransports,
  type AddPasskeyInput,
  type PasskeyChallenge,
  type PasskeyView,
} from "@/domain/passkeys/schema";

const patienceMs = 120_000;
const noChange = () => () => {};

/** Whether this browser can sign with passkeys; false until the page has come alive. */
export const usePasskeySupport = () =>
  useSyncExternalStore(noChange, browserSupportsWebAuthn, () => false);

/** Asks one of the person's keys to sign a hash (hex). Throws where the person, or the device, says no. */
export async function signWithPasskey(
  artefactHash: string,
  keys: readonly PasskeyView[],
): Promise<SignatureProof> {
  const bytes = Uint8Array.from(artefactHash.match(/../g) ?? [], (pair) =>
    Number.parseInt(pair, 16),
  );
  const { id, response } = await startAuthentication({
    optionsJSON: {
      challenge: bufferToBase64URLString(bytes.buffer),
      allowCredentials: keys.map(({ credentialId, transports }) => ({
        id: credentialId,
        type: "public-key",
        transports,
      })),
      userVerification: "required",
      timeout: patienceMs,
    },
  });
  const { authenticatorData, clientDataJSON, signature } = response;
  return {
    method: "passkey",
    assertion: { credentialId: id, authenticatorData, clientDataJSON, signature },
  };
}

/** Has the device make a key for this address. Throws where the person, or the device, says no. */
export async function makePasskey(asked: PasskeyChallenge, name: string): Promise<AddPasskeyInput> {
  const { id, response } = await startRegistration({
    optionsJSON: {
      challenge: asked.challenge,
      rp: asked.rp,
      user: { ...asked.user, displayName: asked.user.name },
      // Ed25519, P-256 and RSA, in the order we like them.
      pubKeyCredParams: [-8, -7, -257].map((alg) => ({ alg, type: "public-key" })),
      excludeCredentials: asked.exclude.map((one) => ({ ...one, type: "public-key" })),
      authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
      attestation: "none",
      timeout: patienceMs,
    },
  });
  return {
    name,
    credentialId: id,
    clientDataJSON: response.clientDataJSON,
    attestationObject: response.attestationObject,
    transports: passkeyTransports.filter((one) => response.transports?.includes(one)),
  };
}
