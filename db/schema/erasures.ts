import { sql } from "drizzle-orm";
import { check, index, text, uuid } from "drizzle-orm/pg-core";
import { erasureReasons } from "@/domain/erasures/lifecycle";
import { banks } from "./accounts";
import { app, id, instant, isOneOf, oneOf } from "./columns";
import { consents } from "./consents";
import { enterprises } from "./enterprises";

/** A recipient's duty to delete what it read under a consent that is over, and its word that it did. */
export const erasures = app.table(
  "erasures",
  {
    id: id(),
    consentId: uuid()
      .notNull()
      .unique()
      .references(() => consents.id),
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    bankId: uuid()
      .notNull()
      .references(() => banks.id),
    reason: oneOf(erasureReasons).notNull(),
    startedAt: instant().notNull(),
    dueAt: instant().notNull(),
    /** When it was said, once, that the day had passed. */
    overdueAt: instant(),
    attestedAt: instant(),
    attestedBy: uuid(),
    /** The platform's JWS over what the bank declared. */
    attestation: text(),
  },
  (t) => [
    isOneOf("erasures_reason_known", t.reason, erasureReasons),
    check("erasures_due_finite", sql`isfinite(${t.dueAt}) and ${t.dueAt} > ${t.startedAt}`),
    check(
      "erasures_attested_whole",
      sql`(${t.attestedAt} is null) = (${t.attestedBy} is null) and (${t.attestedAt} is null) = (${t.attestation} is null)`,
    ),
    index("erasures_by_bank").on(t.bankId, t.dueAt),
    index("erasures_awaited")
      .on(t.dueAt)
      .where(sql`${t.attestedAt} is null`),
    index("erasures_by_enterprise").on(t.enterpriseId),
  ],
);
