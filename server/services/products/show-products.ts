import type { Transaction } from "@/db/client";
import { priceRangeOf, referenceTerms } from "@/domain/products/price";
import type { RepaymentKind } from "@/domain/products/schema";
import type { ObservedProductView } from "@/domain/products/views";
import type { Day } from "@/domain/shared/calendar";
import { readObserved } from "@/server/services/observations/read-observed";
import type { PublishedProduct } from "@/server/services/products/queries";

/** Products as anyone sees them, in the order given: with what was observed of each, and priced where nobody has asked. */
export async function showProducts(
  tx: Transaction,
  published: readonly PublishedProduct[],
  day: Day,
  repaymentKind: RepaymentKind | null = null,
): Promise<ObservedProductView[]> {
  const productIds = published.map(({ id }) => id);
  const observed = await readObserved(tx, { productIds, industrySection: null, size: null });
  return published.map((product) => ({
    ...product,
    observed: observed.get(product.id) ?? null,
    price: priceRangeOf(
      product.content,
      { ...referenceTerms(product.content), repaymentKind },
      day,
    ),
  }));
}
