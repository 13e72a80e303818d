import { sql } from "drizzle-orm";
import { check, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { productStatuses } from "@/domain/products/lifecycle";
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
