import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { enterprises, loans, products, productVersions } from "@/db/schema";
import {
  loanPageSize,
  loanTabs,
  type BankLoanList,
  type ListLoansInput,
} from "@/domain/loans/bank-schema";
import type { ProductContent } from "@/domain/products/schema";
import { afterCursor, cursorOf, firmMatches } from "@/server/services/bank-lists";
import type { ServiceContext } from "@/server/services/context";

const position = sql`date_trunc('milliseconds', ${loans.createdAt})`;

export const loanRow = {
  id: loans.id,
  bankReference: loans.bankReference,
  name: enterprises.name,
  uscc: enterprises.uscc,
  product: sql<ProductContent["name"]>`${productVersions.content} -> 'name'`,
  principal: loans.principal,
  balance: loans.balance,
  nominalRate: loans.nominalRate,
  annualRate: loans.annualRate,
  termMonths: loans.termMonths,
  disbursedOn: loans.disbursedOn,
  maturesOn: loans.maturesOn,
  status: loans.status,
  overdueDays: loans.overdueDays,
  grade: loans.grade,
  isFirstLoan: loans.isFirstLoan,
  isCreditLoan: loans.isCreditLoan,
  isInclusive: loans.isInclusive,
  isRenewal: loans.isRenewal,
  isLongTerm: loans.isLongTerm,
  isManufacturing: loans.isManufacturing,
} as const;

/** The version on offer names the product; a loan's own terms stand in its own columns. */
export const productOfLoan = and(
  eq(productVersions.productId, products.id),
  eq(productVersions.version, products.version),
);

/** The bank's loans, the latest first, with what is owed in all of them together. */
export async function listLoans(
  { db, actor }: ServiceContext<"bank">,
  { tab, search, cursor }: ListLoansInput,
): Promise<BankLoanList> {
  const wanted = and(
    eq(loans.bankId, actor.organizationId),
    inArray(loans.status, [...loanTabs[tab]]),
    search ? firmMatches(search) : undefined,
  );
  return db.transaction(async (tx) => {
    const rows = await tx
      .select({ ...loanRow, position: sql<Date>`${position}`.mapWith(loans.createdAt) })
      .from(loans)
      .innerJoin(enterprises, eq(enterprises.id, loans.enterpriseId))
      .innerJoin(products, eq(products.id, loans.productId))
      .innerJoin(productVersions, productOfLoan)
      .where(and(wanted, afterCursor(cursor, position, loans.id, "down")))
      .orderBy(desc(position), desc(loans.id))
      .limit(loanPageSize + 1);
    const [totals] = await tx
      .select({
        count: sql<number>`count(*)`.mapWith(Number),
        principal: sql<bigint>`coalesce(sum(${loans.principal}), 0)`.mapWith(BigInt),
        balance: sql<bigint>`coalesce(sum(${loans.balance}), 0)`.mapWith(BigInt),
      })
      .from(loans)
      .innerJoin(enterprises, eq(enterprises.id, loans.enterpriseId))
      .where(wanted);
    const shown = rows.slice(0, loanPageSize);
    return {
      rows: shown.map(({ name, uscc, position: _place, ...row }) => ({
        ...row,
        enterprise: { name, uscc },
      })),
      nextCursor: rows.length > loanPageSize ? cursorOf(shown.at(-1)) : null,
      totals: totals ?? { count: 0, principal: 0n, balance: 0n },
    };
  });
}
