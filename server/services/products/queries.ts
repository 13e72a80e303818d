import { and, asc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { banks, products, productVersions } from "@/db/schema";
import { NotFound } from "@/domain/shared/errors";

const selectPublished = (tx: Transaction) =>
  tx
    .select({
      id: products.id,
      bankId: products.bankId,
      version: products.version,
      publishedAt: products.publishedAt,
      bank: { code: banks.code, name: banks.name, nameEn: banks.nameEn },
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
    );

export type PublishedProduct = Awaited<ReturnType<typeof listPublishedProducts>>[number];

/** Every product on offer, in the version on offer. A city has dozens to a few hundred. */
export const listPublishedProducts = (tx: Transaction) =>
  selectPublished(tx)
    .where(eq(products.status, "published"))
    .orderBy(asc(banks.code), asc(products.code));

/** One product on offer; what is a draft or withdrawn does not exist. */
export async function getPublishedProduct(tx: Transaction, productId: string) {
  const [product] = await selectPublished(tx).where(
    and(eq(products.id, productId), eq(products.status, "published")),
  );
  if (!product) throw new NotFound("product");
  return product;
}
