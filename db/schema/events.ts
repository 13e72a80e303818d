import { boolean, check, index, integer, jsonb, text, uuid } from "drizzle-orm/pg-core";
import { audiences } from "@/domain/notifications/audience";
import { app, id, instant, isOneOf, oneOf, xid8 } from "./columns";
import { mailStatuses } from "@/domain/notifications/mail";
import { people } from "./accounts";
import { sql } from "drizzle-orm";

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

/** One message to one person, made from a notification or a clock. Neither address nor text stands here. */
export const mails = app.table(
  "mails",
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    kind: text().notNull(),
    subjectId: uuid().notNull(),
    /** What makes it the same message: it is sent once. */
    sameAs: text().notNull().unique(),
    status: oneOf(mailStatuses).notNull().default("queued"),
    attempts: integer().notNull().default(0),
    problem: text(),
    queuedAt: instant().notNull(),
    sentAt: instant(),
  },
  (t) => [
    isOneOf("mails_status_known", t.status, mailStatuses),
    check("mails_sent_when", sql`(${t.status} = 'sent') = (${t.sentAt} is not null)`),
    index("mails_waiting")
      .on(t.queuedAt)
      .where(sql`${t.status} = 'queued'`),
  ],
);

/** What a person wants by mail; no row means what is urgent only. */
export const noticeChoices = app.table("notice_choices", {
  personId: uuid()
    .primaryKey()
    .references(() => people.id),
  isMailWanted: boolean().notNull(),
  language: text({ enum: ["zh-CN", "en"] }).notNull(),
  chosenAt: instant().notNull(),
});

/** What this installation is: the scenario it was filled with, and the sandbox's seed. */
export const installation = app.table("installation", {
  key: text().primaryKey(),
  value: jsonb().notNull(),
});
