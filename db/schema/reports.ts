import { sql } from "drizzle-orm";
import { check, index, smallint, text, uuid } from "drizzle-orm/pg-core";
import { app, bytes, day, id, instant, vault } from "./columns";
import { enterprises } from "./enterprises";
import { dataKeys } from "./vault";

/** A numbered, dated report about one enterprise; what it says is in the vault. */
export const reports = app.table(
  "reports",
  {
    id: id(),
    number: text().notNull().unique(),
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    scopes: text().array().notNull(),
    dataFrom: day().notNull(),
    dataTo: day().notNull(),
    /** SHA-256 of the report's canonical bytes. */
    contentHash: bytes().notNull(),
    /** The platform's JWS over {number, enterprise, content hash, time}. */
    attestation: text().notNull(),
    createdBy: uuid().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    check("reports_number_shape", sql`${t.number} ~ '^XYD-[0-9]{8}-[0-9A-Z]{8}$'`),
    index("reports_by_enterprise").on(t.enterpriseId),
  ],
);

/** Sealed under the enterprise's own key, released through the gate only. */
export const reportBodies = vault.table(
  "report_bodies",
  {
    reportId: uuid()
      .primaryKey()
      .references(() => reports.id),
    enterpriseId: uuid().notNull(),
    keyId: uuid()
      .notNull()
      .references(() => dataKeys.id),
    suite: smallint().notNull(),
    body: bytes().notNull(),
  },
  (t) => [index("report_bodies_by_key").on(t.keyId)],
);
