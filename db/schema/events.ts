import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { audiences } from "@/domain/notifications/audience";
import { mailStatuses, mailWishes } from "@/domain/notifications/mail";
import { noticeLanguages } from "@/domain/shared/languages";
import { people } from "./accounts";
import { app, auth, bytes, id, instant, isOneOf, oneOf, xid8 } from "./columns";

/** What happened, in the transaction in which it happened: the outbox. The worker delivers from here. */
export const events = app.table(
  "events",
  {
    id: id(),
    name: text().notNull(),
    subjectId: uuid().notNull(),
    enterpriseId: uuid(),
    bankId: uuid(),
    actorId: uuid(),
    at: instant().notNull(),
    xid: xid8()
      .notNull()
      .default(sql`pg_current_xact_id()`),
    deliveredAt: instant(),
  },
  (t) => [
    index("events_undelivered")
      .on(t.xid)
      .where(sql`${t.deliveredAt} is null`),
    index("events_by_subject").on(t.subjectId),
  ],
);

export const notifications = app.table(
  "notifications",
  {
    id: id(),
    audience: oneOf(audiences).notNull(),
    enterpriseId: uuid(),
    bankId: uuid(),
    /** The event's name: also the key of its sentence in both languages. */
    kind: text().notNull(),
    subjectId: uuid().notNull(),
    eventId: uuid().notNull(),
    params: jsonb().$type<Record<string, string>>().notNull().default({}),
    at: instant().notNull(),
    readAt: instant(),
  },
  (t) => [
    index("notifications_by_enterprise").on(t.enterpriseId, t.at),
    index("notifications_by_bank").on(t.bankId, t.at),
  ],
);

/**
 * The platform saying unasked that something is still so or soon over: once, whatever happens to
 * whoever says it. Its event carries it to the people.
 */
export const reminders = app.table(
  "reminders",
  {
    id: id(),
    kind: text().notNull(),
    subjectId: uuid().notNull(),
    enterpriseId: uuid().notNull(),
    consentId: uuid(),
    eventId: uuid().notNull(),
    /** What makes it the same reminder. */
    sameAs: text().notNull(),
    /** Days and counts its sentence names, never a fact. */
    params: jsonb().$type<Record<string, string>>().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    uniqueIndex("reminders_once").on(t.sameAs),
    index("reminders_by_event").on(t.eventId),
    index("reminders_by_consent").on(t.consentId),
  ],
);

/** One notification to one person by mail. Neither address nor text stands here. */
export const mails = app.table(
  "mails",
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    notificationId: uuid()
      .notNull()
      .references(() => notifications.id),
    /** What makes it the same message: it is sent once. */
    sameAs: text().notNull(),
    status: oneOf(mailStatuses).notNull().default("queued"),
    /** Counted before each try. */
    attempts: integer().notNull().default(0),
    /** A code, never the server's words: those may quote the address. */
    problem: text(),
    queuedAt: instant().notNull(),
    /** Not to be tried before; while it is being tried, until when nobody else may. */
    dueAt: instant().notNull(),
    sentAt: instant(),
  },
  (t) => [
    uniqueIndex("mails_once").on(t.sameAs),
    isOneOf("mails_status_known", t.status, mailStatuses),
    check("mails_sent_when", sql`(${t.status} = 'sent') = (${t.sentAt} is not null)`),
    check("mails_problem_code", sql`${t.problem} ~ '^[A-Z0-9_]{1,40}$'`),
    index("mails_waiting")
      .on(t.dueAt)
      .where(sql`${t.status} = 'queued'`),
    index("mails_by_notification").on(t.notificationId),
  ],
);

/** What a person wants by mail; no row means what is urgent only. */
export const noticeChoices = app.table(
  "notice_choices",
  {
    personId: uuid()
      .primaryKey()
      .references(() => people.id),
    mail: oneOf(mailWishes).notNull(),
    language: oneOf(noticeLanguages).notNull(),
    chosenAt: instant().notNull(),
  },
  (t) => [
    isOneOf("notice_choices_mail_known", t.mail, mailWishes),
    isOneOf("notice_choices_language_known", t.language, noticeLanguages),
  ],
);

/** An address somebody says is theirs, until they have read the code that was sent there. */
export const addressClaims = auth.table(
  "address_claims",
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    email: text().notNull(),
    /** HMAC-SHA256 of the code under a key outside the database. */
    codeMac: bytes().notNull(),
    claimedAt: instant().notNull(),
    expiresAt: instant().notNull(),
    tries: integer().notNull().default(0),
    confirmedAt: instant(),
  },
  (t) => [
    check("address_claims_expire", sql`isfinite(${t.expiresAt})`),
    check("address_claims_mac_sha256", sql`octet_length(${t.codeMac}) = 32`),
    index("address_claims_by_person").on(t.personId, t.claimedAt),
    index("address_claims_by_email").on(t.email, t.claimedAt),
  ],
);

/** What this installation is: the scenario it was filled with, and the sandbox's seed. */
export const installation = app.table("installation", {
  key: text().primaryKey(),
  value: jsonb().notNull(),
});
