import { z } from "zod";
import { SigningCode } from "@/domain/accounts/schema";

/** Bytes as WebAuthn's JSON form writes them: base64url without padding. */
export const Base64url = z
  .string()
  .min(1)
  .max(4_096)
  .regex(/^[A-Za-z0-9_-]+$/);

/** What a passkey answers to a challenge (WebAuthn Level 3, `AuthenticatorAssertionResponse`). */
export const PasskeyAssertion = z.strictObject({
  credentialId: Base64url,
  authenticatorData: Base64url,
  clientDataJSON: Base64url,
  signature: Base64url,
});
export type PasskeyAssertion = z.infer<typeof PasskeyAssertion>;

/**
 * How a person puts their name to exact bytes. The passkey's challenge is the bytes' SHA-256, so
 * anyone can check it; a one-time code says something to the platform only: the weaker form.
 */
export const SignatureProof = z.discriminatedUnion("method", [
  z.strictObject({ method: z.literal("totp"), code: SigningCode }),
  z.strictObject({ method: z.literal("passkey"), assertion: PasskeyAssertion }),
]);
export type SignatureProof = z.infer<typeof SignatureProof>;
