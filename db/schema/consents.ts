import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import {
  consentEventActors,
  consentStatuses,
  consentSubjects,
  effectiveConsentStatuses,
  purposes,
  readUnits,
  signatureMethods,
  signatureRoles,
} from "@/domain/consents/lifecycle";
import { templateStates } from "@/domain/templates/lifecycle";
import type { PasskeyEvidence } from "@/domain/consents/signature";
import { granularities } from "@/domain/sources/catalogue";
import { banks } from "./accounts";
import {
  app,
  bytes,
  createdAt,
  day,
  fen,
  id,
  instant,
  instantRange,
  isOneOf,
  oneOf,
} from "./columns";
import { enterprises } from "./enterprises";

export const purposeTemplates = app.table(
  "purpose_templates",
  {
    code: oneOf(purposes).notNull(),
    version: integer().notNull(),
    state: oneOf(templateStates).notNull().default("active"),
    nameZh: text().notNull(),
    nameEn: text().notNull(),
    wordingZh: text().notNull(),
    wordingEn: text().notNull(),
    /** `item:granularity` this purpose may ever cover. */
    scopes: text().array().notNull(),
    maxValidityDays: integer().notNull(),
    maxDataMonths: integer().notNull(),
    maxReads: integer().notNull(),
    readsPerUnit: oneOf(readUnits),
    readsPerCount: integer(),
    maxFetches: integer().notNull(),
    dataLifeDays: integer().notNull(),
    /** Fen asked for, from which on a second person must sign; null: never. */
    secondSignerAbove: fen(),
    /** Null: shipped with the product. */
    proposedBy: uuid(),
    proposedAt: instant(),
    /** Four eyes: never who proposed it. */
    approvedBy: uuid(),
    approvedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.code, t.version] }),
    check(
      "purpose_templates_four_eyes",
      sql`${t.proposedBy} is null or (${t.state} in ('draft', 'discarded')) = (${t.approvedBy} is null) and ${t.approvedBy} is distinct from ${t.proposedBy}`,
    ),
    check(
      "purpose_templates_ceilings_positive",
      sql`${t.maxValidityDays} > 0 and ${t.maxDataMonths} > 0 and ${t.maxReads} > 0 and ${t.maxFetches} > 0 and ${t.dataLifeDays} > 0 and cardinality(${t.scopes}) > 0`,
    ),
    uniqueIndex("purpose_templates_one_active")
      .on(t.code)
      .where(sql`${t.state} = 'active'`),
    uniqueIndex("purpose_templates_one_draft")
      .on(t.code)
      .where(sql`${t.state} = 'draft'`),
    isOneOf("purpose_templates_state_known", t.state, templateStates),
    isOneOf("purpose_templates_code_known", t.code, purposes),
  ],
);

/** Changed only by the functions in db/gate: no login may update a row here. */
export const consents = app.table(
  "consents",
  {
    id: id(),
    familyId: uuid().notNull(),
    revision: integer().notNull().default(1),
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    /** Null: the platform itself. */
    recipientId: uuid().references(() => banks.id),
    /** Facts about the legal representative are that person's to give, in a consent of their own. */
    subject: oneOf(consentSubjects).notNull().default("enterprise"),
    purpose: oneOf(purposes).notNull(),
    templateVersion: integer().notNull(),
    applicationId: uuid(),
    /** The numbered report that may be read, where the purpose is to share one. */
    reportId: uuid(),
    /** What the bank asked for, where it asked. */
    askId: uuid(),
    /** How many people must sign before it is worth anything. */
    quorum: smallint().notNull().default(1),
    valid: instantRange().notNull(),
    answerBy: instant().notNull(),
    maxReads: integer().notNull(),
    readsPerUnit: oneOf(readUnits),
    readsPerCount: integer(),
    maxFetches: integer().notNull(),
    dataLifeDays: integer().notNull(),
    noticeLanguage: text().notNull(),
    status: oneOf(consentStatuses).notNull().default("requested"),
    endedBy: uuid(),
    endedAt: instant(),
    endedReason: text(),
    /** The exact signed bytes: RFC 8785 canonical JSON. */
    artefact: bytes().notNull(),
    artefactHash: bytes().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    isOneOf("consents_status_known", t.status, consentStatuses),
    isOneOf("consents_purpose_known", t.purpose, purposes),
    // 'infinity' is a timestamp like any other, and an open bound makes isfinite null, which a check lets pass.
    check(
      "consents_valid_finite",
      sql`not isempty(${t.valid}) and not lower_inf(${t.valid}) and not upper_inf(${t.valid}) and lower_inc(${t.valid}) and not upper_inc(${t.valid}) and isfinite(lower(${t.valid})) and isfinite(upper(${t.valid}))`,
    ),
    check("consents_answer_finite", sql`isfinite(${t.answerBy})`),
    check("consents_reads_positive", sql`${t.maxReads} > 0 and ${t.maxFetches} > 0`),
    check("consents_quota_whole", sql`(${t.readsPerUnit} is null) = (${t.readsPerCount} is null)`),
    check(
      "consents_application_bound",
      sql`(${t.purpose} in ('loan_application', 'post_loan_monitoring', 'outcome_backflow')) = (${t.applicationId} is not null)`,
    ),
    check(
      "consents_platform_only_for_matching",
      sql`(${t.purpose} = 'platform_matching') = (${t.recipientId} is null)`,
    ),
    isOneOf("consents_subject_known", t.subject, consentSubjects),
    check(
      "consents_report_bound",
      sql`(${t.purpose} = 'report_share') = (${t.reportId} is not null)`,
    ),
    check("consents_quorum_sane", sql`${t.quorum} between 1 and 2`),
    check("consents_artefact_hashed", sql`${t.artefactHash} = sha256(${t.artefact})`),
    index("consents_by_enterprise").on(t.enterpriseId),
    index("consents_by_recipient").on(t.recipientId),
    index("consents_by_application").on(t.applicationId),
    uniqueIndex("consents_revision_of_family").on(t.familyId, t.revision),
  ],
);

export const consentItems = app.table(
  "consent_items",
  {
    consentId: uuid()
      .notNull()
      .references(() => consents.id),
    item: text().notNull(),
    granularity: oneOf(granularities).notNull(),
    scope: text()
      .notNull()
      .generatedAlwaysAs(sql`item || ':' || granularity`),
    dataFrom: day().notNull(),
    dataTo: day().notNull(),
    why: text().notNull(),
    /** Without it the recipient cannot do what it asks for; an optional one was switched on by the enterprise. */
    isRequired: boolean().notNull().default(true),
    droppedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.consentId, t.scope] }),
    isOneOf("consent_items_granularity_known", t.granularity, granularities),
    check("consent_items_item_plain", sql`${t.item} !~ ':'`),
    check(
      "consent_items_period",
      sql`isfinite(${t.dataFrom}) and isfinite(${t.dataTo}) and ${t.dataFrom} <= ${t.dataTo}`,
    ),
  ],
);

export const consentSignatures = app.table(
  "consent_signatures",
  {
    id: id(),
    consentId: uuid()
      .notNull()
      .references(() => consents.id),
    personId: uuid().notNull(),
    role: oneOf(signatureRoles).notNull(),
    method: oneOf(signatureMethods).notNull(),
    at: instant().notNull(),
    /** The platform's JWS over {person, artefact hash, time}. */
    attestation: text().notNull(),
    /** The clerk's or second signer's authority; null for the legal representative, who may also be the second. */
    authorityId: uuid(),
    /** What a passkey signed, with its public key: anyone can check it again. */
    evidence: jsonb().$type<PasskeyEvidence>(),
  },
  (t) => [
    check(
      "consent_signatures_passkey_evident",
      sql`(${t.method} = 'passkey') = (${t.evidence} is not null)`,
    ),
    check(
      "consent_signatures_authority_evident",
      sql`case ${t.role} when 'legal_representative' then ${t.authorityId} is null when 'authorised_clerk' then ${t.authorityId} is not null else true end`,
    ),
    isOneOf("consent_signatures_method_known", t.method, signatureMethods),
    isOneOf("consent_signatures_role_known", t.role, signatureRoles),
    uniqueIndex("consent_signatures_once").on(t.consentId, t.personId),
  ],
);

export const consentEvents = app.table(
  "consent_events",
  {
    id: id(),
    consentId: uuid()
      .notNull()
      .references(() => consents.id),
    from: oneOf(consentStatuses),
    /** The clock announces what it does not store: lapsed and expired. */
    to: oneOf(effectiveConsentStatuses).notNull(),
    actor: oneOf(consentEventActors).notNull(),
    personId: uuid(),
    reason: text(),
    at: instant().notNull(),
  },
  (t) => [
    isOneOf("consent_events_actor_known", t.actor, consentEventActors),
    index("consent_events_by_consent").on(t.consentId),
  ],
);
