import type { PersonaDatabase } from "@/db/client";
import { isAmong, type ProductFilter } from "@/domain/products/facets";
import { inOrder } from "@/domain/products/order";
import type { ProductListView } from "@/domain/products/views";
import { shanghaiDay } from "@/domain/shared/calendar";
import { listPublishedProducts } from "@/server/services/products/queries";
import { showProducts } from "@/server/services/products/show-products";

/** The supermarket: what anyone may see, cheapest annual rate first unless another order is asked for. */
export async function listProducts(
  { db, now }: { db: PersonaDatabase; now: Date },
  filter: ProductFilter,
): Promise<ProductListView> {
  const day = shanghaiDay(now);
  return db.transaction(async (tx) => {
    const published = await listPublishedProducts(tx, day);
    const found = published.filter((product) => isAmong(product, filter));
    const shown = await showProducts(tx, found, day, filter.repayment);
    const banks = new Map(published.map(({ bank }) => [bank.code, bank]));
    return {
      products: inOrder(shown, filter.order ?? "cheapest"),
      total: published.length,
      banks: [...banks.values()],
    };
  });
}
