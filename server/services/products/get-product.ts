import type { PersonaDatabase } from "@/db/client";
import { priceRangeOf, referenceTerms } from "@/domain/products/price";
import type { ProductIdInput, ProductView } from "@/domain/products/views";
import { shanghaiDay } from "@/domain/shared/calendar";
import { getPublishedProduct } from "@/server/services/products/queries";

/** One product as anyone may see it. */
export async function getProduct(
  { db, now }: { db: PersonaDatabase; now: Date },
  { productId }: ProductIdInput,
): Promise<ProductView> {
  const product = await db.transaction((tx) => getPublishedProduct(tx, productId));
  return {
    ...product,
    price: priceRangeOf(product.content, referenceTerms(product.content), shanghaiDay(now)),
  };
}
