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
