import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { granularities } from "@/domain/sources/catalogue";
import { auth, bytes, createdAt, day, id, instant, isOneOf, oneOf, vault, xid8 } from "./columns";
import { enterprises } from "./enterprises";

/**
 * One live key per enterprise and granularity: the key released with a band opens no invoice. Here
 * is only its name; the wrapped key itself stands in the key store outside the database.
 */
export const dataKeys = vault.table(
  "data_keys",
  {
    id: id(),
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    granularity: oneOf(granularities).notNull(),
    /** Of an installation from before the key store: moved there at start, then null. */
    wrapped: bytes(),
    createdAt: createdAt(),
    /** Replaced by a newer one; still opens what was sealed under it. */
    retiredAt: instant(),
    /** Nothing is sealed under it any more; who took a ciphertext just before may still open it. */
    emptiedAt: instant(),
    /** Deleted in the key store: what was sealed under it is gone. */
    erasedAt: instant(),
  },
  (t) => [
    isOneOf("data_keys_granularity_known", t.granularity, granularities),
    uniqueIndex("data_keys_one_live")
      .on(t.enterpriseId, t.granularity)
      .where(sql`${t.retiredAt} is null and ${t.erasedAt} is null`),
    index("data_keys_by_enterprise").on(t.enterpriseId),
    index("data_keys_retired")
      .on(t.id)
      .where(sql`${t.retiredAt} is not null and ${t.erasedAt} is null`),
  ],
);

/** Every granularity is a row of its own, made when the source answered: the gate selects, it never computes. */
export const facts = vault.table(
  "facts",
  {
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    scope: text().notNull(),
    period: day().notNull(),
    keyId: uuid()
      .notNull()
      .references(() => dataKeys.id),
    suite: smallint().notNull(),
    body: bytes().notNull(),
    asOf: instant().notNull(),
    fetchId: uuid().notNull(),
    /** HMAC of the answers under the enterprise's own key: says whether two are the same, not what they are. */
    answerDigest: bytes(),
    storedAt: createdAt(),
  },
  (t) => [
    index("facts_by_key").on(t.keyId),
    primaryKey({ columns: [t.enterpriseId, t.scope, t.period] }),
    check("facts_scope_shape", sql`${t.scope} ~ '^[^:]+:(raw|monthly|indicator|band|predicate)$'`),
    check("facts_period_finite", sql`isfinite(${t.period})`),
  ],
);

/** One permitted read, traced before it is served. */
export const tickets = auth.table(
  "tickets",
  {
    id: id(),
    consentId: uuid().notNull(),
    enterpriseId: uuid().notNull(),
    /** Null: the platform itself. */
    bankId: uuid(),
    personId: uuid(),
    purpose: text().notNull(),
    applicationId: uuid(),
    scopes: text().array().notNull(),
    dataFrom: day().notNull(),
    dataTo: day().notNull(),
    /** Which read of its consent this is: the quota looks at two of them and counts none. */
    nth: integer().notNull().default(0),
    openedAt: instant().notNull(),
    openedIn: xid8()
      .notNull()
      .default(sql`pg_current_xact_id()`),
    usedAt: instant(),
  },
  (t) => [index("tickets_by_consent").on(t.consentId, t.nth)],
);

/** A call to an agency's node, made under a consent; its answer is stored or, when the consent ended meanwhile, discarded. */
export const fetches = vault.table(
  "fetches",
  {
    id: id(),
    enterpriseId: uuid()
      .notNull()
      .references(() => enterprises.id),
    consentId: uuid().notNull(),
    item: text().notNull(),
    status: text({ enum: ["queued", "running", "done", "failed", "discarded"] }).notNull(),
    reason: text(),
    attempts: integer().notNull().default(0),
    requestedAt: instant().notNull(),
    answeredAt: instant(),
  },
  (t) => [
    check(
      "fetches_status_known",
      sql`${t.status} in ('queued', 'running', 'done', 'failed', 'discarded')`,
    ),
    index("fetches_by_consent").on(t.consentId),
    index("fetches_by_enterprise").on(t.enterpriseId, t.requestedAt),
  ],
);
