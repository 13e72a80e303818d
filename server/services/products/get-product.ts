import type { PersonaDatabase } from "@/db/client";
import type { ObservedProductView, ProductIdInput } from "@/domain/products/views";
import { shanghaiDay } from "@/domain/shared/calendar";
import { NotFound } from "@/domain/shared/errors";
import { listPublishedProducts } from "@/server/services/products/queries";
import { showProducts } from "@/server/services/products/show-products";

/** One product as anyone may see it. */
export async function getProduct(
  { db, now }: { db: PersonaDatabase; now: Date },
  { productId }: ProductIdInput,
): Promise<ObservedProductView> {
  const day = shanghaiDay(now);
  return db.transaction(async (tx) => {
    const published = await listPublishedProducts(tx, day, [productId]);
    const [product] = await showProducts(tx, published, day);
    if (!product) throw new NotFound("product");
    return product;
  });
}
