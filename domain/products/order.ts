import type { ProductOrder } from "./facets";
import type { ObservedProductView } from "./views";

/** What has no number stands last. */
const last = (value: number | null | undefined) => value ?? Number.POSITIVE_INFINITY;

/** By what each order goes, the best first: each number tells more than the ones after it. */
const numbersBy: Record<ProductOrder, (product: ObservedProductView) => number[]> = {
  cheapest: ({ price, content }) => [
    price.lowest.annualRate === null ? last(null) : Number(price.lowest.annualRate),
    content.promisedWorkingDays,
  ],
  fastest: ({ observed, content }) => [last(observed?.daysMedian), content.promisedWorkingDays],
  // The lower end of the interval: three of three is less than ninety of a hundred.
  likeliest: ({ observed }) => [observed ? -observed.interval.low : last(null)],
};

/**
 * The products in an order; what is equal in it by true annual rate, then by code, so that no place
 * is chance. What was not observed stands after what was.
 */
export function inOrder(
  products: readonly ObservedProductView[],
  order: ProductOrder,
): ObservedProductView[] {
  const numbersOf = (product: ObservedProductView) => [
    ...numbersBy[order](product),
    ...numbersBy.cheapest(product),
  ];
  return products
    .map((product) => ({ product, numbers: numbersOf(product) }))
    .toSorted((a, b) => {
      for (const [index, number] of a.numbers.entries()) {
        const other = b.numbers[index] ?? number;
        if (number !== other) return number < other ? -1 : 1;
      }
      return a.product.content.code < b.product.content.code ? -1 : 1;
    })
    .map(({ product }) => product);
}
