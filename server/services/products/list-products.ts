import type { PersonaDatabase } from "@/db/client";
import { isAmong, type ProductFilter } from "@/domain/products/facets";
import { priceRangeOf, referenceTerms } from "@/domain/products/price";
import type { ProductListView } from "@/domain/products/views";
import { shanghaiDay } from "@/domain/shared/calendar";
import { listPublishedProducts } from "@/server/services/products/queries";

/** The supermarket: what anyone may see, cheapest annual rate first. */
export async function listProducts(
  { db, now }: { db: PersonaDatabase; now: Date },
  filter: ProductFilter,
): Promise<ProductListView> {
  const published = await db.transaction(listPublishedProducts);
  const day = shanghaiDay(now);
  const banks = new Map(published.map(({ bank }) => [bank.code, bank]));
  return {
    products: published
      .filter((product) => isAmong(product, filter))
      .map((product) => ({
        ...product,
        price: priceRangeOf(
          product.content,
          { ...referenceTerms(product.content), repaymentKind: filter.repayment ?? null },
          day,
        ),
      }))
      .toSorted(
        (a, b) =>
          rateOf(a.price.lowest.annualRate) - rateOf(b.price.lowest.annualRate) ||
          a.content.promisedWorkingDays - b.content.promisedWorkingDays,
      ),
    total: published.length,
    banks: [...banks.values()],
  };
}

/** What has no single annual rate stands last. */
const rateOf = (rate: string | null) => (rate === null ? Infinity : Number(rate));
