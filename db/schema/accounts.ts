import { sql } from "drizzle-orm";
import { boolean, check, index, integer, text, uuid } from "drizzle-orm/pg-core";
import { bankKinds } from "@/domain/accounts/banks";
import { parties, type allRoles } from "@/domain/shared/actor";
import { auth, app, bytes, createdAt, id, instant, isOneOf, oneOf } from "./columns";
import { enterprises } from "./enterprises";

export const banks = app.table(
  "banks",
  {
    id: id(),
    code: text().notNull().unique(),
    uscc: text().notNull().unique(),
    name: text().notNull(),
    nameEn: text().notNull(),
    kind: oneOf(bankKinds).notNull(),
    createdAt: createdAt(),
  },
  (t) => [isOneOf("banks_kind_known", t.kind, bankKinds)],
);

export const people = auth.table(
  "people",
  {
    id: id(),
    username: text().notNull().unique(),
    name: text().notNull(),
    party: oneOf(parties).notNull(),
    role: text().$type<(typeof allRoles)[number]>().notNull(),
    enterpriseId: uuid().references(() => enterprises.id),
    bankId: uuid().references(() => banks.id),
    /** argon2id in the PHC string form. */
    passwordHash: text().notNull(),
    /** AES-256-GCM under the key-encryption key; null until the person has set it up. */
    totpSecret: bytes(),
    /** The last 30-second step that was accepted: a code works once. */
    totpStep: integer().notNull().default(0),
    /** Where notices are sent; null: nowhere but in the application. */
    email: text(),
    emailConfirmedAt: instant(),
    isDemo: boolean().notNull().default(false),
    disabledAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    isOneOf("people_party_known", t.party, parties),
    check(
      "people_one_party",
      sql`(${t.party} = 'sme') = (${t.enterpriseId} is not null) and (${t.party} = 'bank') = (${t.bankId} is not null)`,
    ),
    check(
      "people_role_of_party",
      sql`(${t.party}, ${t.role}) in (('sme','owner'),('sme','clerk'),('bank','officer'),('bank','approver'),('bank','admin'),('credit_office','analyst'),('credit_office','supervisor'))`,
    ),
    index("people_by_enterprise").on(t.enterpriseId),
    index("people_by_bank").on(t.bankId),
  ],
);

/** The session is the row; the cookie only carries an opaque id, stored here hashed. */
export const sessions = auth.table(
  "sessions",
  {
    tokenHash: bytes().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    startedAt: createdAt(),
    expiresAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [
    check("sessions_token_sha256", sql`octet_length(${t.tokenHash}) = 32`),
    check("sessions_expire", sql`isfinite(${t.expiresAt})`),
    index("sessions_by_person").on(t.personId),
  ],
);

/** Failed attempts per account and per address, counted atomically; the delay grows with them. */
export const throttles = auth.table("throttles", {
  key: text().primaryKey(),
  failures: integer().notNull().default(0),
  blockedUntil: instant(),
  updatedAt: instant().notNull(),
});

/** Refusals that name no enterprise: bad sessions, failed sign-ins, foreign ids. */
export const securityLog = auth.table(
  "security_log",
  {
    id: id(),
    at: instant().notNull(),
    code: text().notNull(),
    personId: uuid(),
    requestId: text(),
    detail: text(),
  },
  (t) => [index("security_log_by_time").on(t.at)],
);
