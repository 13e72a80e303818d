import { expect, test } from "vitest";
import { wilsonInterval, type Observed } from "@/domain/matching/observed";
import { inOrder } from "./order";
import type { ObservedProductView } from "./views";

/** Of a product only what the orders look at. */
function product(
  code: string,
  rate: string | null,
  seen: { days: number | null; approved: number; decided: number } | null,
) {
  const observed = seen && {
    daysMedian: seen.days,
    interval: wilsonInterval(seen.approved, seen.decided),
  };
  return {
    content: { code, promisedWorkingDays: 5 },
    price: { lowest: { annualRate: rate } },
    observed: observed as Observed | null,
  } as ObservedProductView;
}
const shelf = [
  product("dear", "0.060000", { days: 2, approved: 90, decided: 100 }),
  product("cheap", "0.040000", { days: 9.5, approved: 12, decided: 12 }),
  product("none", null, { days: null, approved: 40, decided: 100 }),
  product("young", "0.050000", null),
  product("also", "0.040000", null),
];
const codes = (order: Parameters<typeof inOrder>[1]) =>
  inOrder(shelf, order).map(({ content }) => content.code);

test("the cheapest are first, and what has no single rate last", () => {
  expect(codes("cheapest")).toEqual(["also", "cheap", "young", "dear", "none"]);
});

test("the fastest are those observed to be, then the cheapest of the rest", () => {
  expect(codes("fastest")).toEqual(["dear", "cheap", "also", "young", "none"]);
});

test("twelve of twelve is less than ninety of a hundred", () => {
  expect(codes("likeliest")).toEqual(["dear", "cheap", "none", "also", "young"]);
});
