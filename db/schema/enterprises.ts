import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { agencyCodes, granularities, itemCodes, supplyModes } from "@/domain/sources/catalogue";
import { consentSubjects } from "@/domain/consents/lifecycle";
import { enterpriseStatuses, sizeClasses } from "@/domain/enterprises/enterprise";
import { app, createdAt, day, fen, id, instant, isOneOf, oneOf } from "./columns";

/** Every firm in the registry feed; registered ones have people who sign in. */
export const enterprises = app.table(
  "enterprises",
  {
    id: id(),
    uscc: text().notNull().unique(),
    name: text().notNull(),
    legalRepresentative: text().notNull(),
    establishedOn: day(),
    industry: text(),
    district: text(),
    address: text(),
    ownership: text(),
    registeredCapital: fen(),
    employees: integer(),
    size: oneOf(sizeClasses),
    status: oneOf(enterpriseStatuses).notNull().default("operating"),
    /** The source's own code where the firm was imported. */
    externalReference: text(),
    registeredAt: instant(),
    asOf: instant().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    isOneOf("enterprises_size_known", t.size, sizeClasses),
    isOneOf("enterprises_status_known", t.status, enterpriseStatuses),
    check("enterprises_uscc_shape", sql`${t.uscc} ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'`),
    index("enterprises_by_district").on(t.district),
  ],
);

/** Public items, aggregated on the platform and kept with their provenance. */
export const publicRecords = app.table(
  "public_records",
  {
    id: id(),
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    item: oneOf(itemCodes).notNull(),
    reference: text().notNull(),
    content: jsonb().$type<Record<string, unknown>>().notNull(),
    agency: oneOf(agencyCodes).notNull(),
    batch: text().notNull(),
    asOf: instant().notNull(),
  },
  (t) => [uniqueIndex("public_records_once").on(t.enterpriseId, t.item, t.reference)],
);

export const agencies = app.table("agencies", {
  code: oneOf(agencyCodes).primaryKey(),
  nameZh: text().notNull(),
  nameEn: text().notNull(),
  position: integer().notNull(),
});

export const catalogueItems = app.table(
  "catalogue_items",
  {
    code: oneOf(itemCodes).primaryKey(),
    agency: oneOf(agencyCodes)
      .notNull()
      .references(() => agencies.code),
    mode: oneOf(supplyModes).notNull(),
    granularities: text({ enum: granularities }).array().notNull(),
    nameZh: text().notNull(),
    nameEn: text().notNull(),
    descriptionZh: text().notNull(),
    descriptionEn: text().notNull(),
    frequency: text().notNull(),
    position: integer().notNull(),
    /** Whose fact it is. */
    subject: oneOf(consentSubjects).notNull().default("enterprise"),
    version: integer().notNull().default(1),
  },
  (t) => [
    isOneOf("catalogue_items_mode_known", t.mode, supplyModes),
    isOneOf("catalogue_items_subject_known", t.subject, consentSubjects),
  ],
);
