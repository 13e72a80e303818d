import { and, asc, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { banks, products, productVersions } from "@/db/schema";
import { isValidOn } from "@/domain/products/validity";
import type { Day } from "@/domain/shared/calendar";
import { Conflict, NotFound } from "@/domain/shared/errors";

const selectOffered = (tx: Transaction) =>
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

/**
 * Every product that can be applied for on a day, in the version on offer; of those named, where some
 * are. A city has dozens to a few hundred.
 */
export async function listPublishedProducts(tx: Transaction, on: Day, among?: readonly string[]) {
  const published = await selectOffered(tx)
    .where(
      and(eq(products.status, "published"), among ? inArray(products.id, [...among]) : undefined),
    )
    .orderBy(asc(banks.code), asc(products.code));
  return published.filter(({ content }) => isValidOn(content, on));
}

/**
 * One product for somebody who has seen it on offer: it may have been withdrawn, or have come to the
 * end of its validity, since.
 */
export async function getProductOnOffer(tx: Transaction, productId: string, on: Day) {
  const [product] = await selectOffered(tx).where(eq(products.id, productId));
  if (!product) throw new NotFound("product");
  await refuseOffShelf(tx, { productId, productVersion: product.version }, on);
  return product;
}

/** Refuses a version that cannot be applied for on a day: `product_not_on_offer`. */
export async function refuseOffShelf(
  tx: Transaction,
  { productId, productVersion }: { productId: string; productVersion: number },
  on: Day,
) {
  const [held] = await tx
    .select({ status: products.status, content: productVersions.content })
    .from(products)
    .innerJoin(
      productVersions,
      and(eq(productVersions.productId, products.id), eq(productVersions.version, productVersion)),
    )
    .where(eq(products.id, productId));
  if (held?.status !== "published" || !isValidOn(held.content, on))
    throw new Conflict("product_not_on_offer");
}

/** One of the bank's own products, whether on the shelf or not. */
export async function getShelfRow(tx: Transaction, productId: string) {
  const [product] = await tx
    .select({
      id: products.id,
      bankId: products.bankId,
      code: products.code,
      status: products.status,
      version: products.version,
      publishedAt: products.publishedAt,
      withdrawnAt: products.withdrawnAt,
      withdrawnBy: products.withdrawnBy,
    })
    .from(products)
    .where(eq(products.id, productId));
  if (!product) throw new NotFound("product");
  return product;
}
