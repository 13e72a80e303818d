import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  numeric,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import {
  applicationStatuses,
  channels,
  informationKinds,
  informationStatuses,
  liveApplicationStatuses,
  origins,
} from "@/domain/applications/lifecycle";
import { verdicts } from "@/domain/matching/verdict";
import { needPurposes, needStatuses } from "@/domain/needs/lifecycle";
import { guaranteeKinds, repaymentKinds } from "@/domain/products/kinds";
import { banks } from "./accounts";
import { app, bytes, createdAt, day, fen, id, instant, isOneOf, oneOf } from "./columns";
import { consents } from "./consents";
import { enterprises } from "./enterprises";
import { productVersions } from "./products";

export const needs = app.table(
  "needs",
  {
    id: id(),
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    amount: fen().notNull(),
    termMonths: integer().notNull(),
    purpose: oneOf(needPurposes).notNull(),
    purposeText: text(),
    repayment: oneOf(repaymentKinds),
    guarantee: oneOf(guaranteeKinds),
    status: oneOf(needStatuses).notNull().default("draft"),
    createdBy: uuid().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    isOneOf("needs_status_known", t.status, needStatuses),
    isOneOf("needs_purpose_known", t.purpose, needPurposes),
    check("needs_amount_sane", sql`${t.amount} between 1000000 and 10000000000`),
    check("needs_term_sane", sql`${t.termMonths} between 1 and 360`),
    index("needs_by_enterprise").on(t.enterpriseId),
  ],
);

/** One judging of every product for a need. Values of facts are never kept here, only verdicts. */
export const matches = app.table(
  "matches",
  {
    needId: uuid()
      .notNull()
      .references(() => needs.id),
    productId: uuid().notNull(),
    productVersion: integer().notNull(),
    enterpriseId: uuid().notNull(),
    verdict: oneOf(verdicts).notNull(),
    rank: integer().notNull(),
    annualRate: numeric({ precision: 9, scale: 6 }),
    totalCost: fen(),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.needId, t.productId] }),
    isOneOf("matches_verdict_known", t.verdict, verdicts),
    foreignKey({
      name: "matches_product_version",
      columns: [t.productId, t.productVersion],
      foreignColumns: [productVersions.productId, productVersions.version],
    }),
    index("matches_by_enterprise").on(t.enterpriseId),
  ],
);

export const applications = app.table(
  "applications",
  {
    id: id(),
    /** Null only for imported history. */
    needId: uuid().references(() => needs.id),
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    bankId: uuid()
      .notNull()
      .references(() => banks.id),
    productId: uuid().notNull(),
    productVersion: integer().notNull(),
    consentId: uuid().references(() => consents.id),
    /** The bank's own number; the key of imported history. */
    bankReference: text(),
    amount: fen().notNull(),
    termMonths: integer().notNull(),
    status: oneOf(applicationStatuses).notNull().default("prepared"),
    origin: oneOf(origins).notNull().default("platform"),
    officerId: uuid(),
    submittedAt: instant(),
    acceptBy: instant(),
    acceptedAt: instant(),
    decideBy: instant(),
    /** While information is awaited the decision clock stands still since this instant. */
    clockStoppedAt: instant(),
    decidedAt: instant(),
    declineReasons: text().array(),
    declineMessage: text(),
    createdAt: createdAt(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    isOneOf("applications_status_known", t.status, applicationStatuses),
    isOneOf("applications_origin_known", t.origin, origins),
    check("applications_amount_positive", sql`${t.amount} > 0`),
    check(
      "applications_consented_or_imported",
      sql`${t.origin} = 'imported' or ${t.status} = 'prepared' or ${t.status} = 'withdrawn' or ${t.consentId} is not null`,
    ),
    check(
      "applications_need_or_imported",
      sql`${t.origin} = 'imported' or ${t.needId} is not null`,
    ),
    check(
      "applications_decline_explained",
      sql`${t.status} <> 'declined' or coalesce(cardinality(${t.declineReasons}), 0) between 1 and 4`,
    ),
    foreignKey({
      name: "applications_product_version",
      columns: [t.productId, t.productVersion],
      foreignColumns: [productVersions.productId, productVersions.version],
    }),
    uniqueIndex("applications_one_live_per_need_and_product")
      .on(t.needId, t.productId)
      .where(
        sql`${t.status} in (${sql.raw(liveApplicationStatuses.map((s) => `'${s}'`).join(", "))})`,
      ),
    uniqueIndex("applications_one_accepted_per_need")
      .on(t.needId)
      .where(
        sql`${t.status} in ('accepted_by_enterprise', 'contracted', 'disbursing', 'disbursed')`,
      ),
    uniqueIndex("applications_bank_reference").on(t.bankId, t.bankReference),
    index("applications_by_enterprise").on(t.enterpriseId),
    index("applications_by_need").on(t.needId),
    index("applications_by_bank").on(t.bankId, t.status, t.submittedAt),
    index("applications_by_month").on(t.submittedAt),
  ],
);

/** Append-only: every transition with who, when and through which channel. */
export const applicationEvents = app.table(
  "application_events",
  {
    id: id(),
    applicationId: uuid()
      .notNull()
      .references(() => applications.id),
    from: oneOf(applicationStatuses),
    to: oneOf(applicationStatuses).notNull(),
    actorParty: text({ enum: ["sme", "bank", "credit_office", "system"] }).notNull(),
    actorId: uuid(),
    channel: oneOf(channels).notNull(),
    reason: text(),
    at: instant().notNull(),
  },
  (t) => [index("application_events_by_application").on(t.applicationId)],
);

export const informationRequests = app.table(
  "information_requests",
  {
    id: id(),
    applicationId: uuid()
      .notNull()
      .references(() => applications.id),
    kind: oneOf(informationKinds).notNull(),
    message: text().notNull(),
    status: oneOf(informationStatuses).notNull().default("open"),
    answer: text(),
    askedBy: uuid().notNull(),
    askedAt: instant().notNull(),
    dueAt: instant().notNull(),
    answeredAt: instant(),
  },
  (t) => [
    isOneOf("information_requests_kind_known", t.kind, informationKinds),
    isOneOf("information_requests_status_known", t.status, informationStatuses),
    uniqueIndex("information_requests_one_open")
      .on(t.applicationId)
      .where(sql`${t.status} = 'open'`),
  ],
);

export const documents = app.table(
  "documents",
  {
    id: id(),
    applicationId: uuid()
      .notNull()
      .references(() => applications.id),
    requestId: uuid().references(() => informationRequests.id),
    enterpriseId: uuid().notNull(),
    bankId: uuid().notNull(),
    name: text().notNull(),
    mediaType: text().notNull(),
    size: integer().notNull(),
    sha256: bytes().notNull(),
    content: bytes().notNull(),
    uploadedBy: uuid().notNull(),
    uploadedAt: instant().notNull(),
  },
  (t) => [
    check(
      "documents_size_sane",
      sql`${t.size} = octet_length(${t.content}) and ${t.size} <= 10485760`,
    ),
    check("documents_hash", sql`${t.sha256} = sha256(${t.content})`),
    index("documents_by_application").on(t.applicationId),
  ],
);

/** The office's figure of visits; nothing about who. */
export const visitCounts = app.table(
  "visit_counts",
  { day: day().notNull(), page: text().notNull(), count: integer().notNull().default(0) },
  (t) => [primaryKey({ columns: [t.day, t.page] })],
);
