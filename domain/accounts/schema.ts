import { z } from "zod";
import { parties, roles } from "@/domain/shared/actor";
import { isText } from "@/domain/shared/text";
import { passwordMaximum } from "./password";
import { totpDigits } from "./totp";

const text = (maximum: number) => z.string().trim().min(1).max(maximum).refine(isText);

/** Not trimmed: what was typed is the password. Its rules are `refusePassword`'s, when it is set. */
export const PasswordText = z
  .string()
  .min(1)
  .max(passwordMaximum * 4)
  .refine(isText);

/** A person's own name for signing in: lower case, so that nobody is two people. */
export const Username = z
  .string()
  .transform((value) => value.normalize("NFKC").trim().toLowerCase())
  .pipe(z.string().regex(/^[a-z0-9][a-z0-9._-]{3,31}$/));

export const SigningCode = z
  .string()
  .transform((value) => value.normalize("NFKC").replaceAll(/\s/g, ""))
  .pipe(z.string().regex(new RegExp(`^\\d{${totpDigits}}$`)));

const Sealed = z.string().min(1).max(2_000);

export const SignInInput = z.strictObject({
  // Any text: a name that cannot exist is refused as slowly as a wrong password.
  username: text(128),
  password: PasswordText,
  code: SigningCode.optional(),
  /** The sealed secret of an authenticator that is being set up. */
  enrolment: Sealed.optional(),
});
export type SignInInput = z.infer<typeof SignInInput>;

/** Name and identity number of the legal representative, as the registry has them. */
export const VerifyRepresentativeInput = z.strictObject({
  uscc: text(40),
  name: text(40).transform((value) => value.normalize("NFKC")),
  idNumber: z
    .string()
    .transform((value) => value.normalize("NFKC").replaceAll(/\s/g, "").toUpperCase())
    .pipe(z.string().regex(/^\d{17}[\dX]$/)),
});
export type VerifyRepresentativeInput = z.infer<typeof VerifyRepresentativeInput>;

export const VerifiedRepresentative = z.strictObject({
  enterprise: z.strictObject({ uscc: z.string(), name: z.string() }),
  /** Sealed: what the registry confirmed, for the next steps and a quarter of an hour. */
  proof: z.string(),
});

export const BeginEnrolmentInput = z.strictObject({ username: Username });
export type BeginEnrolmentInput = z.infer<typeof BeginEnrolmentInput>;

export const Enrolment = z.strictObject({
  secret: z.string(),
  uri: z.string(),
  enrolment: z.string(),
});

export const RegisterEnterpriseInput = z.strictObject({
  proof: Sealed,
  username: Username,
  password: PasswordText,
  enrolment: Sealed,
  code: SigningCode,
});
export type RegisterEnterpriseInput = z.infer<typeof RegisterEnterpriseInput>;

export const Registered = z.strictObject({ username: z.string() });

export const AccountView = z.strictObject({
  name: z.string(),
  party: z.enum(parties),
  role: z.enum([...roles.sme, ...roles.bank, ...roles.credit_office]),
  organization: z.strictObject({
    id: z.uuid(),
    /** Null: the credit office. Firms have one name, in Chinese. */
    name: z.string().nullable(),
    nameEn: z.string().nullable(),
  }),
  isDemo: z.boolean(),
});
export type AccountView = z.infer<typeof AccountView>;

export const DemoPerson = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  party: z.enum(parties),
  role: z.enum([...roles.sme, ...roles.bank, ...roles.credit_office]),
  organization: z.string().nullable(),
  organizationEn: z.string().nullable(),
});
export type DemoPerson = z.infer<typeof DemoPerson>;

export const DemoCode = z.strictObject({
  code: z.string(),
  /** Until then it is refused: the one before was used. */
  waitSeconds: z.number().int().min(0),
});
