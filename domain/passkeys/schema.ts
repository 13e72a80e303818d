import { z } from "zod";
import { SigningCode } from "@/domain/accounts/schema";
import { Base64url } from "@/domain/consents/signature-schema";
import { isText } from "@/domain/shared/text";

const passkeysPerPerson = 10;

/** How authenticators are reached (WebAuthn Level 3, `AuthenticatorTransport`). */
export const passkeyTransports = [
  "ble",
  "cable",
  "hybrid",
  "internal",
  "nfc",
  "smart-card",
  "usb",
] as const;

const PasskeyName = z.string().trim().min(1).max(60).refine(isText);

export const BeginPasskeyInput = z.strictObject({ code: SigningCode });
export type BeginPasskeyInput = z.infer<typeof BeginPasskeyInput>;

/** What a browser needs to make a key for this person at this address. */
export const PasskeyChallenge = z.strictObject({
  challenge: Base64url,
  rp: z.strictObject({ id: z.string(), name: z.string() }),
  user: z.strictObject({ id: Base64url, name: z.string() }),
  /** Keys the person has already: one per authenticator. */
  exclude: z.array(
    z.strictObject({ id: Base64url, transports: z.array(z.enum(passkeyTransports)) }),
  ),
});
export type PasskeyChallenge = z.infer<typeof PasskeyChallenge>;

export const AddPasskeyInput = z.strictObject({
  name: PasskeyName,
  credentialId: Base64url,
  clientDataJSON: Base64url,
  attestationObject: Base64url,
  transports: z.array(z.enum(passkeyTransports)).max(passkeyTransports.length),
});
export type AddPasskeyInput = z.infer<typeof AddPasskeyInput>;

export const RenamePasskeyInput = z.strictObject({ credentialId: Base64url, name: PasskeyName });
export type RenamePasskeyInput = z.infer<typeof RenamePasskeyInput>;

export const RemovePasskeyInput = z.strictObject({ credentialId: Base64url, code: SigningCode });
export type RemovePasskeyInput = z.infer<typeof RemovePasskeyInput>;

export const PasskeyView = z.strictObject({
  credentialId: Base64url,
  name: z.string(),
  transports: z.array(z.enum(passkeyTransports)),
  /** Kept by the maker of the device in more than one place. */
  isBackedUp: z.boolean(),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
});
export type PasskeyView = z.infer<typeof PasskeyView>;

export const PasskeyList = z.array(PasskeyView).max(passkeysPerPerson);
export const ChangedPasskey = z.strictObject({ credentialId: Base64url });
