import { z } from "zod";

const base64Key = z
  .string()
  .refine((text) => Buffer.from(text, "base64").length === 32, "must be 32 bytes in base64");

const Ed25519Key = z.object({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: z.string().length(43),
  d: z.string().length(43),
});

const ledgerSigningKey = z.string().transform((text, context) => {
  try {
    return Ed25519Key.parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: "custom", message: "must be an Ed25519 private key as JWK" });
    return z.NEVER;
  }
});

/** An empty variable is an absent one, as in a shell or a compose file. */
const given = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema);

/** What an operator may set; `npm start` completes it. */
const operatorVariables = {
  PORT: given(z.coerce.number().int().min(1).max(65_535).default(3000)),
  DATA_DIR: given(z.string().default(".data")),
  DATABASE_URL: given(z.url({ protocol: /^postgres(ql)?$/ }).optional()),
  DEMO: given(
    z
      .enum(["0", "1"])
      .transform((value) => value === "1")
      .optional(),
  ),
  APP_URL: given(z.url({ protocol: /^https?$/ }).optional()),
  NEXTAUTH_SECRET: given(z.string().min(32, "must have at least 32 characters").optional()),
  KEY_ENCRYPTION_KEY: given(base64Key.optional()),
  /** While the key-encryption key is changed: the one before. */
  KEY_ENCRYPTION_KEY_PREVIOUS: given(base64Key.optional()),
  /** What new facts are sealed with; what is stored says its own. */
  CIPHER_SUITE: given(z.enum(["aes-256-gcm", "sm4-ctr-hmac-sm3"]).default("aes-256-gcm")),
  LEDGER_SIGNING_KEY: given(ledgerSigningKey.optional()),
  SMTP_URL: given(z.url({ protocol: /^smtps?$/ }).optional()),
  LOG_LEVEL: given(z.enum(["debug", "info", "warn", "error"]).default("info")),
};

export const OperatorEnvironment = z.object(operatorVariables);
export type OperatorEnvironment = z.infer<typeof OperatorEnvironment>;

/** What the web app and the worker run with. */
export const Environment = z.object({
  ...operatorVariables,
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DEMO: z.enum(["0", "1"]).transform((value) => value === "1"),
  APP_URL: z.url({ protocol: /^https?$/ }),
  NEXTAUTH_SECRET: z.string().min(32),
  KEY_ENCRYPTION_KEY: base64Key,
  LEDGER_SIGNING_KEY: ledgerSigningKey,
  /** The persona logins' passwords are derived from it; see db/personas.ts. */
  PERSONA_SECRET: base64Key,
  /** Where the demo's agency nodes and banks answer. */
  SANDBOX_URL: z.url().optional(),
});

/** Reads the environment; what is wrong with it becomes one line that names each variable. */
export function readEnvironment<T extends z.ZodType>(
  schema: T,
  source: Record<string, string | undefined>,
): z.infer<T> {
  const result = schema.safeParse(source);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const name = issue.path.join(".");
    return source[name] ? `${name}: ${issue.message}` : `${name} is missing`;
  });
  throw new Error(`The environment is not right. ${problems.join("; ")}`);
}
