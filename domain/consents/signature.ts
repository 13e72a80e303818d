import type { SignatureMethod } from "./lifecycle";

/**
 * A WebAuthn assertion over a consent, kept so that anyone can check it again: the challenge in
 * `clientDataJSON` is the artefact's SHA-256. Every value is base64url.
 */
export type PasskeyEvidence = {
  credentialId: string;
  /** COSE key (RFC 9052). */
  publicKey: string;
  authenticatorData: string;
  clientDataJSON: string;
  signature: string;
};

/** How somebody put their name to exact bytes, as it is kept beside what they signed. */
export type SignatureRecord = {
  method: SignatureMethod;
  /** The platform's JWS over {person, artefact hash, time}: all there is for a one-time code. */
  attestation: string;
  /** What a passkey signed; null for a one-time code, which nobody but the platform can check. */
  evidence: PasskeyEvidence | null;
  /** The signed text, where it stands nowhere else. */
  artefact?: string;
};
