import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  numeric,
  type PgColumnBuilderBase,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { RankingWeights } from "@/domain/matching/weights";
import type { Unit } from "@/domain/profiles/definition";
import { openNeedStatuses, takeStatuses } from "@/domain/needs/open";
import { facts as registeredFacts } from "@/domain/profiles/indicators";
import { sizeClasses } from "@/domain/enterprises/enterprise";
import { needs } from "./applications";
import {
  app,
  bitString,
  bytes,
  day,
  fen,
  id,
  instant,
  isOneOf,
  oneOf,
  vault,
  xid8,
} from "./columns";
import { consents } from "./consents";
import { dataKeys } from "./vault";
import { enterprises } from "./enterprises";
import { products } from "./products";

/**
 * One judging of every product for a need: enough to replay it to the same result, and to know that
 * it is the same. What it rested on stands sealed in `vault.match_inputs`.
 */
export const matchRuns = app.table(
  "match_runs",
  {
    id: id(),
    needId: uuid()
      .notNull()
      .references(() => needs.id),
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    /** The matching consent read under; its end deletes the run. */
    consentId: uuid().references(() => consents.id),
    /** The version of the rules of judging and ranking themselves. */
    engine: integer().notNull(),
    on: day().notNull(),
    month: text().notNull(),
    /** What was asked for then; the need may have changed since. */
    amount: fen().notNull(),
    termMonths: integer().notNull(),
    weights: jsonb().$type<RankingWeights>().notNull(),
    /** Every product judged with its version, in the order of the result. */
    products: jsonb().$type<{ id: string; version: number }[]>().notNull(),
    inputsHash: bytes().notNull(),
    resultHash: bytes().notNull(),
    eligible: integer().notNull(),
    unknown: integer().notNull(),
    notEligible: integer().notNull(),
    requestedBy: uuid().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    check(
      "match_runs_counts",
      sql`${t.eligible} >= 0 and ${t.unknown} >= 0 and ${t.notEligible} >= 0`,
    ),
    index("match_runs_by_need").on(t.needId, t.at),
    index("match_runs_by_enterprise").on(t.enterpriseId),
  ],
);

/** What a run rested on, sealed under the enterprise's own key; gone with the run. */
export const matchInputs = vault.table(
  "match_inputs",
  {
    runId: uuid()
      .primaryKey()
      .references(() => matchRuns.id, { onDelete: "cascade" }),
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    keyId: uuid()
      .notNull()
      .references(() => dataKeys.id),
    suite: smallint().notNull(),
    body: bytes().notNull(),
  },
  (t) => [index("match_inputs_by_key").on(t.keyId)],
);

/** Changes have no bound: a firm that sold nothing last year grew a thousandfold. */
const columnOf: Record<Unit, () => PgColumnBuilderBase> = {
  fen: () => bigint({ mode: "bigint" }),
  bp: () => bigint({ mode: "number" }),
  count: () => integer(),
  months: () => integer(),
  set: () => text(),
  flag: () => boolean(),
  day: () => date({ mode: "string" }),
};
const factColumns = Object.fromEntries(
  [...registeredFacts.values()].map(({ code, unit }) => [code, columnOf[unit]()]),
);

/**
 * What rules ask, one row an enterprise, a column a fact: public facts of everyone, indicators only
 * while a matching consent is live. Null is unknown, disputed values included. No login selects here:
 * an audience is counted by a function of the gate.
 */
export const matchingFacts = vault.table(
  "matching_facts",
  {
    enterpriseId: uuid()
      .primaryKey()
      .references(() => enterprises.id),
    /** From nought without gaps, for ever: the enterprise's bit in the audience's slices. */
    place: integer().notNull(),
    /** The consent the indicators stand under; without one they are null. */
    consentId: uuid(),
    /** Until when they may be used, however the consent is looked at. */
    validTo: instant(),
    /** False the moment the consent is paused or over. */
    isUsable: boolean().notNull().default(false),
    /** The month the indicators are of. */
    indicatorsFor: day(),
    /** Whom nobody can lend to is not counted. */
    isOperating: boolean().notNull().default(true),
    month: text().notNull(),
    updatedAt: instant().notNull(),
    /** Which transaction wrote it: what the slices do not know yet. */
    changedIn: xid8()
      .notNull()
      .default(sql`pg_current_xact_id()`),
    ...factColumns,
  },
  (t) => [
    uniqueIndex("matching_facts_by_place").on(t.place),
    index("matching_facts_changed").on(t.changedIn),
    index("matching_facts_ending")
      .on(t.validTo)
      .where(sql`${t.isUsable}`),
    check(
      "matching_facts_under_a_consent",
      sql`${t.consentId} is not null or (${t.validTo} is null and ${t.indicatorsFor} is null and not ${t.isUsable})`,
    ),
  ],
);

/**
 * The same facts as of the last build, a bit an enterprise: `bits` of slice n is whether the value's
 * bucket is the nth or a later one (P. O'Neil, D. Quass 1997, bit-sliced index; db/gate/38).
 */
export const audienceSlices = vault.table(
  "audience_slices",
  { fact: text().notNull(), slice: integer().notNull(), bits: bitString().notNull() },
  (t) => [primaryKey({ columns: [t.fact, t.slice] })],
);

/** The least and the greatest value of each bucket: what begins where a threshold may. */
export const audienceBuckets = vault.table(
  "audience_buckets",
  {
    fact: text().notNull(),
    bucket: integer().notNull(),
    low: text().notNull(),
    high: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.fact, t.bucket] })],
);

/** When the slices were built, from what, and for how many. */
export const audienceBuilds = vault.table("audience_builds", {
  one: boolean().primaryKey().default(true),
  builtAt: instant().notNull(),
  /** Rows written by this transaction or a later one are not in the slices. */
  horizon: xid8().notNull(),
  enterprises: integer().notNull(),
});

/** What makes the blur of an audience's bands unforeseeable; made once. */
export const audienceSecrets = vault.table("audience_secrets", {
  one: boolean().primaryKey().default(true),
  secret: bytes().notNull(),
});

/** One question of a bank about whom a rule set reaches; a day has a budget of them. */
export const audienceQueries = app.table(
  "audience_queries",
  {
    id: id(),
    bankId: uuid().notNull(),
    personId: uuid().notNull(),
    /** What was asked, hashed: the same question again costs nothing and tells nothing new. */
    rulesHash: bytes().notNull(),
    answer: jsonb().notNull(),
    on: day().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    index("audience_queries_by_bank").on(t.bankId, t.on),
    uniqueIndex("audience_queries_once_a_day").on(t.bankId, t.on, t.rulesHash),
  ],
);

/**
 * What became of past applications, by product and kind of firm: what a card shows as observed. No
 * row where fewer than ten enterprises stand behind it. A null product is all products, a null
 * section or size all of them.
 */
export const observations = app.table(
  "observations",
  {
    id: id(),
    productId: uuid().references(() => products.id),
    industrySection: text(),
    size: oneOf(sizeClasses),
    /** Applications decided in the window, and the enterprises behind them. */
    decided: integer().notNull(),
    enterprises: integer().notNull(),
    approved: integer().notNull(),
    /** Working days from submission to decision. */
    daysMedian: numeric({ precision: 6, scale: 1 }),
    /** Of loans granted: nominal rates in basis points, amounts in fen; null under ten enterprises. */
    granted: integer().notNull(),
    rateLow: integer(),
    rateMedian: integer(),
    rateHigh: integer(),
    amountLow: fen(),
    amountMedian: fen(),
    amountHigh: fen(),
    from: day().notNull(),
    to: day().notNull(),
    computedAt: instant().notNull(),
  },
  (t) => [
    check("observations_never_few", sql`${t.enterprises} >= 10`),
    check("observations_shares", sql`${t.approved} between 0 and ${t.decided}`),
    uniqueIndex("observations_once").on(
      sql`coalesce(${t.productId}, '00000000-0000-0000-0000-000000000000')`,
      sql`coalesce(${t.industrySection}, '')`,
      sql`coalesce(${t.size}, '')`,
    ),
    isOneOf("observations_size_known", t.size, sizeClasses),
  ],
);

/** A hand-picked shelf of the supermarket: renewals, first loans, agriculture, procurement. */
export const zones = app.table(
  "zones",
  {
    code: text().primaryKey(),
    nameZh: text().notNull(),
    nameEn: text().notNull(),
    summaryZh: text().notNull(),
    summaryEn: text().notNull(),
    position: integer().notNull(),
    isPublished: boolean().notNull().default(false),
    /** Grows with each change: who edits an older one is told. */
    revision: integer().notNull().default(1),
    updatedBy: uuid(),
    updatedAt: instant().notNull(),
  },
  (t) => [check("zones_code_shape", sql`${t.code} ~ '^[a-z0-9-]{3,40}$'`)],
);

export const zoneProducts = app.table(
  "zone_products",
  {
    zoneCode: text()
      .notNull()
      .references(() => zones.code, { onDelete: "cascade" }),
    productId: uuid()
      .notNull()
      .references(() => products.id),
    position: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.zoneCode, t.productId] }),
    index("zone_products_by_product").on(t.productId),
  ],
);

/**
 * A need offered to the banks of a zone or to all (抢单). What they see of the firm is what stands
 * here, in bands that at least ten enterprises share; who it is they learn by its signature only.
 */
export const openNeeds = app.table(
  "open_needs",
  {
    id: id(),
    needId: uuid()
      .notNull()
      .references(() => needs.id),
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    /** Null: all banks. */
    zoneCode: text().references(() => zones.code),
    bands: jsonb().$type<Record<string, string>>().notNull(),
    status: oneOf(openNeedStatuses).notNull().default("open"),
    openedBy: uuid().notNull(),
    openedAt: instant().notNull(),
    closesAt: instant().notNull(),
    closedAt: instant(),
  },
  (t) => [
    isOneOf("open_needs_status_known", t.status, openNeedStatuses),
    uniqueIndex("open_needs_one_open")
      .on(t.needId)
      .where(sql`${t.status} = 'open'`),
    index("open_needs_by_enterprise").on(t.enterpriseId),
    index("open_needs_open")
      .on(t.closesAt)
      .where(sql`${t.status} = 'open'`),
  ],
);

/** A bank that took an open need up, with the product it has in mind; three at most. */
export const openNeedTakes = app.table(
  "open_need_takes",
  {
    id: id(),
    openNeedId: uuid()
      .notNull()
      .references(() => openNeeds.id),
    enterpriseId: uuid().notNull(),
    bankId: uuid().notNull(),
    productId: uuid()
      .notNull()
      .references(() => products.id),
    officerId: uuid().notNull(),
    /** A few words to the firm. */
    message: text(),
    status: oneOf(takeStatuses).notNull().default("taken"),
    /** Which of the three places it has. */
    place: integer().notNull(),
    applicationId: uuid(),
    takenAt: instant().notNull(),
    answeredAt: instant(),
  },
  (t) => [
    isOneOf("open_need_takes_status_known", t.status, takeStatuses),
    check("open_need_takes_three_at_most", sql`${t.place} between 1 and 3`),
    uniqueIndex("open_need_takes_place").on(t.openNeedId, t.place),
    uniqueIndex("open_need_takes_once_a_bank").on(t.openNeedId, t.bankId),
    index("open_need_takes_by_enterprise").on(t.enterpriseId),
    index("open_need_takes_by_bank").on(t.bankId),
  ],
);
