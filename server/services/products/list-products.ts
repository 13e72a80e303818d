import type { PersonaDatabase } from "@/db/client";
import { isAmong, type ProductFilter } from "@/domain/products/facets";
import { inOrder } from "@/domain/products/order";
import { priceRangeOf, referenceTerms } from "@/domain/products/price";
import type { ProductListView } from "@/domain/products/views";
import { shanghaiDay } from "@/domain/shared/calendar";
import { readObserved } from "@/server/services/observations/read-observed";
import { listPublishedProducts } from "@/server/services/products/queries";

/** The supermarket: what anyone may see, cheapest annual rate first unless another order is asked for. */
export async function listProducts(
  { db, now }: { db: PersonaDatabase; now: Date },
  filter: ProductFilter,
): Promise<ProductListView> {
  const day = shanghaiDay(now);
  const { published, observed } = await db.transaction(async (tx) => {
    const onOffer = await listPublishedProducts(tx, day);
    const productIds = onOffer.map(({ id }) => id);
    const firm = { industrySection: null, size: null };
    return { published: onOffer, observed: await readObserved(tx, { productIds, ...firm }) };
  });
  const banks = new Map(published.map(({ bank }) => [bank.code, bank]));
  return {
    products: inOrder(
      published
        .filter((product) => isAmong(product, filter))
        .map((product) => ({
          ...product,
          observed: observed.get(product.id) ?? null,
          price: priceRangeOf(
            product.content,
            { ...referenceTerms(product.content), repaymentKind: filter.repayment ?? null },
            day,
          ),
        })),
      filter.order ?? "cheapest",
    ),
    total: published.length,
    banks: [...banks.values()],
  };
}
