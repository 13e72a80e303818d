import { and, asc, eq, ne } from "drizzle-orm";
import { products, productVersions } from "@/db/schema";
import { can, authorize } from "@/domain/policy";
import type { BankProductList } from "@/domain/products/bank-schema";
import type { ServiceContext } from "@/server/services/context";
import { readObserved } from "@/server/services/observations/read-observed";
import { appliedOf, countApplications } from "@/server/services/products/count-applications";
import { listOpenProposals, readColleagues } from "@/server/services/products/proposal-queries";

/** The bank's own products in the version on offer or last on offer, and what is in the making. */
export async function listBankProducts(context: ServiceContext<"bank">): Promise<BankProductList> {
  const { db, actor } = context;
  const bankId = actor.organizationId;
  authorize(actor, "product.read", { bankId });
  const people = await readColleagues(context);
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
      .where(and(eq(products.bankId, bankId), ne(products.status, "draft")))
      .orderBy(asc(products.code));
    const counts = await countApplications(tx, bankId);
    const observed = await readObserved(tx, {
      productIds: rows.map(({ id }) => id),
      industrySection: null,
      size: null,
    });
    const proposals = await listOpenProposals(tx, actor, people);
    return {
      products: rows.map((row) => ({
        ...row,
        applications: appliedOf(counts, row.id),
        observed: observed.get(row.id) ?? null,
        proposalId: proposals.find(({ productId }) => productId === row.id)?.id ?? null,
      })),
      proposals,
      mayWrite: can(actor, "product.write", { bankId }),
    };
  });
}
