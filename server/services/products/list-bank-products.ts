import { and, asc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { applications, products, productVersions } from "@/db/schema";
import { liveApplicationStatuses } from "@/domain/applications/lifecycle";
import { authorize } from "@/domain/policy";
import type { BankProductView } from "@/domain/products/bank-schema";
import type { ServiceContext } from "@/server/services/context";

/** The bank's own products in the version on offer, with how many firms have applied for each. */
export async function listBankProducts({
  db,
  actor,
}: ServiceContext<"bank">): Promise<{ products: BankProductView[] }> {
  authorize(actor, "product.read", { bankId: actor.organizationId });
  return db.transaction(async (tx) => {
    const rows = await tx
      .select({
        id: products.id,
        bankId: products.bankId,
        status: products.status,
        version: products.version,
        publishedAt: products.publishedAt,
        content: productVersions.content,
      })
      .from(products)
      .innerJoin(
        productVersions,
        and(
          eq(productVersions.productId, products.id),
          eq(productVersions.version, products.version),
        ),
      )
      .where(eq(products.bankId, actor.organizationId))
      .orderBy(asc(products.code));
    const live = inArray(applications.status, [...liveApplicationStatuses]);
    const counts = await tx
      .select({
        productId: applications.productId,
        total: sql<number>`count(*)`.mapWith(Number),
        live: sql<number>`count(*) filter (where ${live})`.mapWith(Number),
        disbursed:
          sql<number>`count(*) filter (where ${applications.status} = 'disbursed')`.mapWith(Number),
      })
      .from(applications)
      .where(
        and(eq(applications.bankId, actor.organizationId), isNotNull(applications.submittedAt)),
      )
      .groupBy(applications.productId);
    const none = { total: 0, live: 0, disbursed: 0 };
    return {
      products: rows.map((row) => {
        const { productId: _id, ...found } = counts.find(
          ({ productId }) => productId === row.id,
        ) ?? {
          productId: row.id,
          ...none,
        };
        return { ...row, applications: found };
      }),
    };
  });
}
