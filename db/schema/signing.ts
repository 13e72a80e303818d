import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, jsonb, text, uuid } from "drizzle-orm/pg-core";
import { purposes, signatureMethods } from "@/domain/consents/lifecycle";
import type { PasskeyEvidence } from "@/domain/consents/signature";
import { authorityRoles } from "@/domain/authorities/lifecycle";
import { people } from "./accounts";
import { app, auth, bytes, createdAt, fen, id, instant, isOneOf, oneOf } from "./columns";
import { enterprises } from "./enterprises";

/** A WebAuthn credential of a person. Only its public half ever comes here. */
export const passkeys = auth.table(
  "passkeys",
  {
    /** base64url. */
    credentialId: text().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** COSE key (RFC 9052). */
    publicKey: bytes().notNull(),
    counter: bigint({ mode: "number" }).notNull(),
    transports: text().array().notNull(),
    name: text().notNull(),
    isBackedUp: boolean().notNull(),
    createdAt: createdAt(),
    lastUsedAt: instant(),
    removedAt: instant(),
  },
  (t) => [
    check("passkeys_counter_counts", sql`${t.counter} >= 0`),
    index("passkeys_by_person").on(t.personId),
  ],
);

/** A challenge that is no artefact, for registering a passkey: random, minutes long, used once. */
export const challenges = auth.table(
  "challenges",
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    challenge: bytes().notNull().unique(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [
    check("challenges_long", sql`octet_length(${t.challenge}) >= 16`),
    check("challenges_expire", sql`isfinite(${t.expiresAt})`),
    index("challenges_by_person").on(t.personId),
  ],
);

/** What the legal representative let somebody else sign, up to which amount and until when. */
export const signingAuthorities = app.table(
  "signing_authorities",
  {
    id: id(),
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    personId: uuid().notNull(),
    role: oneOf(authorityRoles).notNull(),
    purposes: text({ enum: purposes }).array().notNull(),
    /** Fen asked for, at most; null: any. */
    maxAmount: fen(),
    validFrom: instant().notNull(),
    validTo: instant().notNull(),
    /** The exact text the legal representative signed: RFC 8785 canonical JSON. */
    artefact: bytes().notNull(),
    artefactHash: bytes().notNull(),
    method: oneOf(signatureMethods).notNull(),
    attestation: text().notNull(),
    evidence: jsonb().$type<PasskeyEvidence>(),
    grantedBy: uuid().notNull(),
    grantedAt: instant().notNull(),
    endedAt: instant(),
    endedBy: uuid(),
  },
  (t) => [
    isOneOf("signing_authorities_role_known", t.role, authorityRoles),
    isOneOf("signing_authorities_method_known", t.method, signatureMethods),
    check(
      "signing_authorities_period",
      sql`isfinite(${t.validFrom}) and isfinite(${t.validTo}) and ${t.validFrom} < ${t.validTo}`,
    ),
    check("signing_authorities_hashed", sql`${t.artefactHash} = sha256(${t.artefact})`),
    check("signing_authorities_not_oneself", sql`${t.personId} <> ${t.grantedBy}`),
    check(
      "signing_authorities_passkey_evident",
      sql`(${t.method} = 'passkey') = (${t.evidence} is not null)`,
    ),
    index("signing_authorities_by_enterprise").on(t.enterpriseId),
    index("signing_authorities_by_person").on(t.personId),
  ],
);

/** A firm's own, stricter rule: from which amount on two people must sign. */
export const signingRules = app.table("signing_rules", {
  enterpriseId: uuid()
    .primaryKey()
    .references(() => enterprises.id),
  /** Fen asked for; null: the template's threshold alone. */
  secondSignerAbove: fen(),
  setBy: uuid().notNull(),
  setAt: instant().notNull(),
});
