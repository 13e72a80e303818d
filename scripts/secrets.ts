import {
  createPrivateKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  type JsonWebKey,
} from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { Stop } from "@/scripts/stop";

/** What the processes run with, whoever chose it. */
export type Secrets = {
  nextAuthSecret: string;
  keyEncryptionKey: string;
  ledgerSigningKey: JsonWebKey;
  /** The persona logins' database passwords are derived from it. */
  personaSecret: string;
};

const KeptSecrets = z.strictObject({
  nextAuthSecret: z.string(),
  keyEncryptionKey: z.string(),
  ledgerSigningKey: z.record(z.string(), z.string()),
  personaSecret: z.string(),
  postgresPassword: z.string(),
  migratorPassword: z.string(),
});
export type KeptSecrets = z.infer<typeof KeptSecrets>;

/** Development's secrets: generated once, kept in DATA_DIR, readable by their owner only. */
export function keptSecrets(dataDirectory: string): KeptSecrets {
  const file = path.join(dataDirectory, "secrets.json");
  if (existsSync(file)) return readKept(file);
  if (existsSync(path.join(dataDirectory, "postgres")))
    throw new Stop(
      `${file} is missing, and without it the database in ${dataDirectory} cannot be read: put it back, or remove ${dataDirectory}.`,
    );
  const secrets = generateSecrets();
  mkdirSync(dataDirectory, { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  return secrets;
}

function readKept(file: string) {
  try {
    return KeptSecrets.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new Stop(`${file} cannot be read: put it back as it was, or remove its directory.`);
  }
}

const random = () => randomBytes(32).toString("base64");

export function generateSecrets(): KeptSecrets {
  const { privateKey } = generateKeyPairSync("ed25519");
  return KeptSecrets.parse({
    nextAuthSecret: random(),
    keyEncryptionKey: random(),
    ledgerSigningKey: privateKey.export({ format: "jwk" }),
    personaSecret: random(),
    postgresPassword: randomBytes(24).toString("hex"),
    migratorPassword: randomBytes(24).toString("hex"),
  });
}

/** Production's: given by the operator; what may be left out follows from the key-encryption key. */
export function productionSecrets(given: {
  NEXTAUTH_SECRET?: string | undefined;
  KEY_ENCRYPTION_KEY?: string | undefined;
  KEY_ENCRYPTION_KEY_PREVIOUS?: string | undefined;
  LEDGER_SIGNING_KEY?: JsonWebKey | undefined;
}): Secrets {
  const missing = (["NEXTAUTH_SECRET", "KEY_ENCRYPTION_KEY"] as const).filter((one) => !given[one]);
  const { NEXTAUTH_SECRET, KEY_ENCRYPTION_KEY } = given;
  if (!NEXTAUTH_SECRET || !KEY_ENCRYPTION_KEY)
    throw new Stop(`Production (DEMO=0) generates no secrets. Set ${missing.join(" and ")}.`);
  if (given.KEY_ENCRYPTION_KEY_PREVIOUS && !given.LEDGER_SIGNING_KEY)
    throw new Stop(
      "The ledger's signing key follows from KEY_ENCRYPTION_KEY and must not change with it. Set LEDGER_SIGNING_KEY to the one in use: npm run keys -- signing-key, run with the key of before, prints it.",
    );

  const derived = (purpose: string) =>
    Buffer.from(hkdfSync("sha256", Buffer.from(KEY_ENCRYPTION_KEY, "base64"), "", purpose, 32));
  return {
    nextAuthSecret: NEXTAUTH_SECRET,
    keyEncryptionKey: KEY_ENCRYPTION_KEY,
    ledgerSigningKey: given.LEDGER_SIGNING_KEY ?? ed25519From(derived("xin-yi-dai ledger signing")),
    personaSecret: derived("xin-yi-dai persona logins").toString("base64"),
  };
}

/** RFC 8410: a PKCS #8 Ed25519 key is this prefix and the 32-byte seed. */
function ed25519From(seed: Buffer) {
  const prefix = Buffer.from("302e020100300506032b657004220420", "hex");
  const key = createPrivateKey({
    key: Buffer.concat([prefix, seed]),
    format: "der",
    type: "pkcs8",
  });
  return key.export({ format: "jwk" });
}

/** The variables under which the processes read them. */
export function secretVariables(secrets: Secrets) {
  return {
    NEXTAUTH_SECRET: secrets.nextAuthSecret,
    KEY_ENCRYPTION_KEY: secrets.keyEncryptionKey,
    LEDGER_SIGNING_KEY: JSON.stringify(secrets.ledgerSigningKey),
    PERSONA_SECRET: secrets.personaSecret,
  };
}
