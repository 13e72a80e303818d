import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ProductDraft } from "@/domain/products/draft";
import { productStatuses, proposalStatuses } from "@/domain/products/lifecycle";
import type { ProductContent } from "@/domain/products/schema";
import { banks } from "./accounts";
import { app, createdAt, id, instant, isOneOf, oneOf } from "./columns";

export const products = app.table(
  "products",
  {
    id: id(),
    bankId: uuid()
      .notNull()
      .references(() => banks.id),
    code: text().notNull(),
    status: oneOf(productStatuses).notNull().default("draft"),
    /** The version on offer; applications keep theirs. */
    version: integer().notNull().default(1),
    publishedAt: instant(),
    withdrawnAt: instant(),
    withdrawnBy: uuid(),
    createdAt: createdAt(),
  },
  (t) => [
    isOneOf("products_status_known", t.status, productStatuses),
    uniqueIndex("products_code_of_bank").on(t.bankId, t.code),
    check("products_published_at", sql`${t.status} <> 'published' or ${t.publishedAt} is not null`),
  ],
);

export const productVersions = app.table(
  "product_versions",
  {
    productId: uuid()
      .notNull()
      .references(() => products.id),
    version: integer().notNull(),
    content: jsonb().$type<ProductContent>().notNull(),
    createdBy: uuid(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.productId, t.version] })],
);

/**
 * A version in the making: nobody outside the bank sees it until it is published, and the credit
 * office only once it is asked to approve. Published, it becomes a row of `product_versions`.
 */
export const productProposals = app.table(
  "product_proposals",
  {
    id: id(),
    productId: uuid()
      .notNull()
      .references(() => products.id),
    bankId: uuid()
      .notNull()
      .references(() => banks.id),
    /** The version it was written from; null for a new product. */
    basedOn: integer(),
    content: jsonb().$type<ProductDraft>().notNull(),
    status: oneOf(proposalStatuses).notNull().default("draft"),
    /** Grows with each change, so that what is approved is what was read. */
    revision: integer().notNull().default(1),
    /** Whoever has it in hand; those who had it before, in their order. None of them may approve it. */
    writtenBy: uuid().notNull(),
    formerWriters: uuid().array().notNull().default([]),
    submittedAt: instant(),
    approvedBy: uuid(),
    approvedAt: instant(),
    officeApprovedBy: uuid(),
    officeApprovedAt: instant(),
    sentBackReason: text(),
    /** The version it was published as. */
    version: integer(),
    createdAt: createdAt(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    isOneOf("product_proposals_status_known", t.status, proposalStatuses),
    check(
      "product_proposals_four_eyes",
      sql`${t.approvedBy} is null or ${t.approvedBy} <> all (${t.formerWriters} || ${t.writtenBy})`,
    ),
    check(
      "product_proposals_approved",
      sql`${t.status} not in ('awaiting_office', 'published') or ${t.approvedBy} is not null`,
    ),
    check(
      "product_proposals_first_by_office",
      sql`${t.status} <> 'published' or ${t.basedOn} is not null or ${t.officeApprovedBy} is not null`,
    ),
    check(
      "product_proposals_version_when_published",
      sql`(${t.status} = 'published') = (${t.version} is not null)`,
    ),
    uniqueIndex("product_proposals_one_open")
      .on(t.productId)
      .where(sql`${t.status} in ('draft', 'awaiting_bank', 'awaiting_office')`),
    index("product_proposals_by_bank").on(t.bankId, t.status),
  ],
);
