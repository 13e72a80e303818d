import { sql } from "drizzle-orm";
import { boolean, check, index, integer, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { askStatuses } from "@/domain/asks/lifecycle";
import { consentSubjects, purposes } from "@/domain/consents/lifecycle";
import { granularities } from "@/domain/sources/catalogue";
import { banks } from "./accounts";
import { app, day, id, instant, isOneOf, oneOf } from "./columns";
import { enterprises } from "./enterprises";

/** What a bank wishes to see. It permits nothing; the enterprise may answer it with a consent. */
export const consentAsks = app.table(
  "consent_asks",
  {
    id: id(),
    bankId: uuid()
      .notNull()
      .references(() => banks.id),
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    purpose: oneOf(purposes).notNull(),
    /** Whose facts it asks for: the person's are never asked for with the company's. */
    subject: oneOf(consentSubjects).notNull().default("enterprise"),
    templateVersion: integer().notNull(),
    applicationId: uuid().notNull(),
    /** The information request it belongs to, where it was asked during a review. */
    informationRequestId: uuid(),
    validityDays: integer().notNull(),
    message: text().notNull(),
    status: oneOf(askStatuses).notNull().default("open"),
    askedBy: uuid().notNull(),
    askedAt: instant().notNull(),
    answerBy: instant().notNull(),
    answeredAt: instant(),
    /** The consent that answered it. */
    consentId: uuid(),
  },
  (t) => [
    isOneOf("consent_asks_status_known", t.status, askStatuses),
    isOneOf("consent_asks_purpose_known", t.purpose, purposes),
    isOneOf("consent_asks_subject_known", t.subject, consentSubjects),
    check("consent_asks_answer_finite", sql`isfinite(${t.answerBy})`),
    check("consent_asks_validity_positive", sql`${t.validityDays} > 0`),
    check(
      "consent_asks_answered_with_consent",
      sql`(${t.status} = 'answered') = (${t.consentId} is not null)`,
    ),
    index("consent_asks_by_enterprise").on(t.enterpriseId),
    index("consent_asks_by_bank").on(t.bankId),
    index("consent_asks_by_application").on(t.applicationId),
  ],
);

export const consentAskItems = app.table(
  "consent_ask_items",
  {
    askId: uuid()
      .notNull()
      .references(() => consentAsks.id),
    item: text().notNull(),
    granularity: oneOf(granularities).notNull(),
    dataFrom: day().notNull(),
    dataTo: day().notNull(),
    why: text().notNull(),
    isRequired: boolean().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.askId, t.item, t.granularity] }),
    isOneOf("consent_ask_items_granularity_known", t.granularity, granularities),
    check(
      "consent_ask_items_period",
      sql`isfinite(${t.dataFrom}) and isfinite(${t.dataTo}) and ${t.dataFrom} <= ${t.dataTo}`,
    ),
  ],
);
