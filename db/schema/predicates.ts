import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { predicateStates, predicateUnits } from "@/domain/predicates/lifecycle";
import { app, bytes, day, instant, isOneOf, oneOf, vault } from "./columns";
import { enterprises } from "./enterprises";

/** A registered question: fixed wording, fixed threshold, fixed window. Nothing else may be asked. */
export const predicates = app.table(
  "predicates",
  {
    code: text().notNull(),
    version: integer().notNull(),
    item: text().notNull(),
    wordingZh: text().notNull(),
    wordingEn: text().notNull(),
    /** In `unit`; null where the question has none. */
    threshold: integer(),
    unit: oneOf(predicateUnits).notNull(),
    /** Full months the answer looks at. */
    windowMonths: integer().notNull(),
    /** With fewer months of data the answer is unknown. */
    minMonths: integer().notNull(),
    state: oneOf(predicateStates).notNull(),
    proposedBy: uuid(),
    approvedBy: uuid(),
    approvedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.code, t.version] }),
    isOneOf("predicates_state_known", t.state, predicateStates),
    isOneOf("predicates_unit_known", t.unit, predicateUnits),
    check("predicates_code_shape", sql`${t.code} ~ '^[a-z][a-z0-9_]{2,60}$'`),
    check(
      "predicates_window_sane",
      sql`${t.windowMonths} between 1 and 60 and ${t.minMonths} between 1 and ${t.windowMonths}`,
    ),
    check(
      "predicates_four_eyes",
      sql`${t.proposedBy} is null or (${t.state} in ('draft', 'discarded')) = (${t.approvedBy} is null) and ${t.approvedBy} is distinct from ${t.proposedBy}`,
    ),
    uniqueIndex("predicates_one_active")
      .on(t.code)
      .where(sql`${t.state} = 'active'`),
    uniqueIndex("predicates_one_draft")
      .on(t.code)
      .where(sql`${t.state} = 'draft'`),
  ],
);

/** Every question put to a node: one a period, whoever asks, so that answers cannot be bisected. */
export const predicateCalls = vault.table(
  "predicate_calls",
  {
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    code: text().notNull(),
    version: integer().notNull(),
    /** The last full month the answer is about. */
    period: day().notNull(),
    askedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.enterpriseId, t.code, t.period] }),
    foreignKey({
      name: "predicate_calls_predicate",
      columns: [t.code, t.version],
      foreignColumns: [predicates.code, predicates.version],
    }),
    index("predicate_calls_by_time").on(t.enterpriseId, t.askedAt),
  ],
);

/** The enterprise has seen this very answer and lets this consent's recipient have it. */
export const answerReleases = vault.table(
  "answer_releases",
  {
    consentId: uuid().notNull(),
    scope: text().notNull(),
    period: day().notNull(),
    /** The fact's digest: another answer is another release. */
    digest: bytes().notNull(),
    /** Null: the same answer was seen before signing, or released for the month before. */
    releasedBy: uuid(),
    releasedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.consentId, t.scope, t.period, t.digest] })],
);

/** That the enterprise saw this answer in a dry run: its keyed digest, never the answer. */
export const shownAnswers = vault.table(
  "shown_answers",
  {
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    applicationId: uuid().notNull(),
    scope: text().notNull(),
    period: day().notNull(),
    digest: bytes().notNull(),
    personId: uuid().notNull(),
    shownAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.applicationId, t.scope, t.period] }),
    check("shown_answers_digest_keyed", sql`octet_length(${t.digest}) = 32`),
  ],
);
