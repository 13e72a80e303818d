import type { PersonaDatabase } from "@/db/client";
import { priceRangeOf, referenceTerms } from "@/domain/products/price";
import type { ObservedProductView, ProductIdInput } from "@/domain/products/views";
import { shanghaiDay } from "@/domain/shared/calendar";
import { readObserved } from "@/server/services/observations/read-observed";
import { getPublishedProduct } from "@/server/services/products/queries";

/** One product as anyone may see it. */
export async function getProduct(
  { db, now }: { db: PersonaDatabase; now: Date },
  { productId }: ProductIdInput,
): Promise<ObservedProductView> {
  const day = shanghaiDay(now);
  const { product, observed } = await db.transaction(async (tx) => ({
    product: await getPublishedProduct(tx, productId, day),
    observed: await readObserved(tx, {
      productIds: [productId],
      industrySection: null,
      size: null,
    }),
  }));
  return {
    ...product,
    observed: observed.get(productId) ?? null,
    price: priceRangeOf(product.content, referenceTerms(product.content), day),
  };
}
