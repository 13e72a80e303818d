import { index, jsonb, text, uuid } from "drizzle-orm/pg-core";
import { audiences } from "@/domain/notifications/audience";
import { app, id, instant, oneOf, xid8 } from "./columns";
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

/** What this installation is: the scenario it was filled with, and the sandbox's seed. */
export const installation = app.table("installation", {
  key: text().primaryKey(),
  value: jsonb().notNull(),
});
