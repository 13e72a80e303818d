import { and, eq, sql, type SQL } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { applications, banks, productVersions } from "@/db/schema";
import type { ProductContent } from "@/domain/products/schema";

/** Applications as their enterprise sees them in a list. */
export const selectOwnRows = (tx: Transaction, where: SQL | undefined) =>
  tx
    .select({
      id: applications.id,
      enterpriseId: applications.enterpriseId,
      bankId: applications.bankId,
      needId: applications.needId,
      status: applications.status,
      amount: applications.amount,
      termMonths: applications.termMonths,
      bank: { name: banks.name, nameEn: banks.nameEn },
      product: {
        id: applications.productId,
        name: sql<ProductContent["name"]>`${productVersions.content} -> 'name'`,
      },
      submittedAt: applications.submittedAt,
      acceptBy: applications.acceptBy,
      decideBy: applications.decideBy,
      clockStoppedAt: applications.clockStoppedAt,
      updatedAt: applications.updatedAt,
    })
    .from(applications)
    .innerJoin(banks, eq(banks.id, applications.bankId))
    .innerJoin(
      productVersions,
      and(
        eq(productVersions.productId, applications.productId),
        eq(productVersions.version, applications.productVersion),
      ),
    )
    .where(where)
    .$dynamic();
