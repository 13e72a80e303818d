import { and, asc, eq } from "drizzle-orm";
import { banks, productProposals, products, productVersions } from "@/db/schema";
import { authorize } from "@/domain/policy";
import type { OfficeProductList } from "@/domain/products/office-schema";
import type { ServiceContext } from "@/server/services/context";
import { rowView } from "@/server/services/products/proposal-queries";

/** What waits to be let in, and every product that is or was on offer, by bank. */
export async function listOfficeProducts({
  db,
  actor,
}: ServiceContext<"credit_office">): Promise<OfficeProductList> {
  authorize(actor, "product.read", { bankId: actor.organizationId });
  return db.transaction(async (tx) => {
    const bank = { code: banks.code, name: banks.name, nameEn: banks.nameEn };
    const waiting = await tx
      .select({ proposal: productProposals, bank })
      .from(productProposals)
      .innerJoin(banks, eq(banks.id, productProposals.bankId))
      .where(eq(productProposals.status, "awaiting_office"))
      .orderBy(asc(productProposals.approvedAt));
    const shelved = await tx
      .select({
        bank,
        id: products.id,
        code: products.code,
        status: products.status,
        version: products.version,
        publishedAt: products.publishedAt,
        withdrawnAt: products.withdrawnAt,
        content: productVersions.content,
      })
      .from(products)
      .innerJoin(banks, eq(banks.id, products.bankId))
      .innerJoin(
        productVersions,
        and(
          eq(productVersions.productId, products.id),
          eq(productVersions.version, products.version),
        ),
      )
      .orderBy(asc(banks.code), asc(products.code));
    const byBank = Map.groupBy(shelved, (row) => row.bank.code);
    return {
      waiting: waiting.map((one) => ({
        ...rowView(one.proposal, actor, new Map()),
        bank: one.bank,
      })),
      banks: [...byBank.values()].flatMap((rows) => {
        const [first] = rows;
        if (!first) return [];
        return [
          {
            bank: first.bank,
            products: rows.map(({ bank: _bank, content, ...row }) => ({
              ...row,
              name: content.name,
              validFrom: content.validFrom,
              validTo: content.validTo,
            })),
          },
        ];
      }),
    };
  });
}
