import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  numeric,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { SignatureRecord } from "@/domain/consents/signature";
import { offerStatuses } from "@/domain/offers/lifecycle";
import { repaymentKinds } from "@/domain/products/kinds";
import type { Fee } from "@/domain/products/schema";
import type { ScheduleConvention } from "@/domain/loans/convention";
import { banks } from "./accounts";
import { applications, needs } from "./applications";
import { app, bytes, createdAt, day, fen, id, instant, isOneOf, oneOf } from "./columns";
import { enterprises } from "./enterprises";

export const offers = app.table(
  "offers",
  {
    id: id(),
    applicationId: uuid()
      .notNull()
      .references(() => applications.id),
    needId: uuid()
      .notNull()
      .references(() => needs.id),
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    bankId: uuid()
      .notNull()
      .references(() => banks.id),
    version: integer().notNull(),
    status: oneOf(offerStatuses).notNull().default("awaiting_approval"),
    amount: fen().notNull(),
    termMonths: integer().notNull(),
    repayment: oneOf(repaymentKinds).notNull(),
    /** Nominal annual rate in basis points. */
    nominalRate: integer().notNull(),
    fees: jsonb().$type<Fee[]>().notNull().default([]),
    /** Day count, rounding, grace and first due day, where they are not the plain ones. */
    convention: jsonb().$type<ScheduleConvention>().notNull().default({}),
    annualRate: numeric({ precision: 9, scale: 6 }).notNull(),
    totalInterest: fen().notNull(),
    totalCost: fen().notNull(),
    /** The day the quoted schedule begins. */
    quotedFrom: day().notNull(),
    scheduleHash: bytes().notNull(),
    conditions: text(),
    validUntil: instant().notNull(),
    draftedBy: uuid().notNull(),
    approvedBy: uuid(),
    approvedAt: instant(),
    sentBackReason: text(),
    decidedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    isOneOf("offers_status_known", t.status, offerStatuses),
    check("offers_four_eyes", sql`${t.approvedBy} is null or ${t.approvedBy} <> ${t.draftedBy}`),
    check(
      "offers_open_when_approved",
      sql`${t.status} not in ('open', 'accepted', 'refused', 'expired', 'not_selected') or ${t.approvedBy} is not null`,
    ),
    check("offers_amount_positive", sql`${t.amount} > 0`),
    check("offers_rate_sane", sql`${t.nominalRate} between 0 and 3600`),
    uniqueIndex("offers_version_of_application").on(t.applicationId, t.version),
    uniqueIndex("offers_one_pending_per_application")
      .on(t.applicationId)
      .where(sql`${t.status} in ('draft', 'awaiting_approval')`),
    uniqueIndex("offers_one_open_per_application")
      .on(t.applicationId)
      .where(sql`${t.status} = 'open'`),
    uniqueIndex("offers_one_accepted_per_need")
      .on(t.needId)
      .where(sql`${t.status} = 'accepted'`),
    index("offers_by_enterprise").on(t.enterpriseId),
    index("offers_by_need").on(t.needId),
    index("offers_by_bank").on(t.bankId, t.status),
  ],
);

/** What both sides put their name to. The enterprise signs by accepting, the bank by contracting. */
export const contracts = app.table(
  "contracts",
  {
    id: id(),
    offerId: uuid()
      .notNull()
      .unique()
      .references(() => offers.id),
    applicationId: uuid()
      .notNull()
      .unique()
      .references(() => applications.id),
    enterpriseId: uuid().notNull(),
    bankId: uuid().notNull(),
    number: text().notNull().unique(),
    /** RFC 8785 bytes of the terms both signed. */
    terms: bytes().notNull(),
    termsHash: bytes().notNull(),
    enterpriseSignedBy: uuid().notNull(),
    enterpriseSignedAt: instant().notNull(),
    /** Null only where it was signed before records were kept. */
    enterpriseSignature: jsonb().$type<SignatureRecord>(),
    bankSignedBy: uuid(),
    bankSignedAt: instant(),
    bankSignature: jsonb().$type<SignatureRecord>(),
  },
  (t) => [check("contracts_terms_hashed", sql`${t.termsHash} = sha256(${t.terms})`)],
);
