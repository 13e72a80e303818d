import { and, eq, sql, type SQL } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { applications, banks, loans, productVersions } from "@/db/schema";
import type { ProductContent } from "@/domain/products/schema";

/** Loans as their enterprise sees them. */
export const selectOwnLoans = (tx: Transaction, where: SQL | undefined) =>
  tx
    .select({
      id: loans.id,
      enterpriseId: loans.enterpriseId,
      bankId: loans.bankId,
      applicationId: loans.applicationId,
      bank: { name: banks.name, nameEn: banks.nameEn },
      product: {
        id: loans.productId,
        name: sql<ProductContent["name"]>`${productVersions.content} -> 'name'`,
      },
      bankReference: loans.bankReference,
      principal: loans.principal,
      balance: loans.balance,
      nominalRate: loans.nominalRate,
      annualRate: loans.annualRate,
      termMonths: loans.termMonths,
      repayment: loans.repayment,
      guarantee: loans.guarantee,
      disbursedOn: loans.disbursedOn,
      maturesOn: loans.maturesOn,
      status: loans.status,
      overdueDays: loans.overdueDays,
      grade: loans.grade,
      isFirstLoan: loans.isFirstLoan,
      isCreditLoan: loans.isCreditLoan,
    })
    .from(loans)
    .innerJoin(applications, eq(applications.id, loans.applicationId))
    .innerJoin(banks, eq(banks.id, loans.bankId))
    .innerJoin(
      productVersions,
      and(
        eq(productVersions.productId, applications.productId),
        eq(productVersions.version, applications.productVersion),
      ),
    )
    .where(where)
    .$dynamic();
