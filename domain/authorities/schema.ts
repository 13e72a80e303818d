import { z } from "zod";
import { PasswordText, SigningCode, Username } from "@/domain/accounts/schema";
import { purposes, signatureMethods, signatureRoles } from "@/domain/consents/lifecycle";
import { SignatureProof } from "@/domain/consents/signature-schema";
import { roles } from "@/domain/shared/actor";
import { isText } from "@/domain/shared/text";
import { authorityRoles } from "./lifecycle";
import { signingRefusals } from "./rules";

const authorityLongestDays = 365;
const Fen = z.bigint().min(1n).max(1_000_000_000_000n);

/** What the legal representative means to let somebody sign; its exact text comes back to be signed. */
export const DraftAuthorityInput = z.strictObject({
  id: z.uuid(),
  personId: z.uuid(),
  role: z.enum(authorityRoles),
  purposes: z.array(z.enum(purposes)).min(1).max(purposes.length),
  /** Fen; null: any amount. */
  maxAmount: Fen.nullable(),
  validDays: z.int().min(1).max(authorityLongestDays),
});
export type DraftAuthorityInput = z.infer<typeof DraftAuthorityInput>;

export const AuthorityDraft = z.strictObject({
  artefact: z.string(),
  artefactHash: z.string(),
  /** The same, sealed, to bring back with the signature within a quarter of an hour. */
  sealed: z.string(),
});
export type AuthorityDraft = z.infer<typeof AuthorityDraft>;

export const GrantAuthorityInput = z.strictObject({
  sealed: z.string().min(1).max(6_000),
  proof: SignatureProof,
});
export type GrantAuthorityInput = z.infer<typeof GrantAuthorityInput>;

export const EndAuthorityInput = z.strictObject({ authorityId: z.uuid() });
export type EndAuthorityInput = z.infer<typeof EndAuthorityInput>;

export const SetSigningRuleInput = z.strictObject({
  /** Fen asked for, from which on two must sign; null: the purposes' own thresholds alone. */
  secondSignerAbove: Fen.nullable(),
  code: SigningCode,
});
export type SetSigningRuleInput = z.infer<typeof SetSigningRuleInput>;

export const AddPersonInput = z.strictObject({
  id: z.uuid(),
  username: Username,
  name: z.string().trim().min(1).max(40).refine(isText),
  password: PasswordText,
});
export type AddPersonInput = z.infer<typeof AddPersonInput>;

export const DismissPersonInput = z.strictObject({ personId: z.uuid() });
export type DismissPersonInput = z.infer<typeof DismissPersonInput>;

export const AuthorityView = z.strictObject({
  id: z.uuid(),
  personId: z.uuid(),
  role: z.enum(authorityRoles),
  purposes: z.array(z.enum(purposes)),
  maxAmount: z.bigint().nullable(),
  validFrom: z.date(),
  validTo: z.date(),
  grantedAt: z.date(),
  endedAt: z.date().nullable(),
  method: z.enum(signatureMethods),
});
export type AuthorityView = z.infer<typeof AuthorityView>;

/** Everybody of a firm and what each may sign. */
export const FirmSigners = z.strictObject({
  people: z.array(
    z.strictObject({
      id: z.uuid(),
      username: z.string(),
      name: z.string(),
      role: z.enum(roles.sme),
      isSelf: z.boolean(),
      hasAuthenticator: z.boolean(),
      isDismissed: z.boolean(),
      authorities: z.array(AuthorityView),
    }),
  ),
  /** Fen; null: the firm has no rule of its own. */
  secondSignerAbove: z.bigint().nullable(),
});
export type FirmSigners = z.infer<typeof FirmSigners>;

/** In which name the viewer could sign a consent now, or why not. */
export const SigningStanding = z.strictObject({
  role: z.enum(signatureRoles).nullable(),
  refusal: z.enum(signingRefusals).nullable(),
});
export type SigningStanding = z.infer<typeof SigningStanding>;

/** What was signed and by which keys, to be checked anywhere. */
export const SignatureFile = z.strictObject({ name: z.string(), content: z.string() });
export type SignatureFile = z.infer<typeof SignatureFile>;

export const GrantedAuthority = z.strictObject({ authorityId: z.uuid() });
export const EndedAuthority = z.strictObject({ authorityId: z.uuid(), endedAt: z.date() });
export const SetSigningRule = z.strictObject({ secondSignerAbove: z.bigint().nullable() });
export const ChangedPerson = z.strictObject({ personId: z.uuid() });
