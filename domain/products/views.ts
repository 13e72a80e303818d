import { z } from "zod";
import { ObservedView } from "@/domain/matching/observed";
import { ProductFilter } from "./facets";
import { repaymentKinds } from "./kinds";
import { ProductContent } from "./schema";

export const ListProductsInput = ProductFilter;
export const ProductIdInput = z.strictObject({ productId: z.uuid() });
export type ProductIdInput = z.infer<typeof ProductIdInput>;

const Bound = z.strictObject({
  nominalRate: z.int(),
  annualRate: z.string().nullable(),
  totalCost: z.bigint(),
  firstDue: z.bigint(),
});

const PriceRangeView = z.strictObject({
  amount: z.bigint(),
  months: z.int(),
  repaymentKind: z.enum(repaymentKinds),
  lowest: Bound,
  highest: Bound,
});

export const ProductView = z.strictObject({
  id: z.uuid(),
  bankId: z.uuid(),
  version: z.int(),
  publishedAt: z.date().nullable(),
  bank: z.strictObject({ code: z.string(), name: z.string(), nameEn: z.string() }),
  content: ProductContent,
  /** For what was asked, or 50 万元 and 12 months. */
  price: PriceRangeView,
});
export type ProductView = z.infer<typeof ProductView>;

/** With what became of all its applications; null where fewer than ten firms stand behind that. */
export const ObservedProductView = ProductView.extend({ observed: ObservedView.nullable() });
export type ObservedProductView = z.infer<typeof ObservedProductView>;

export const ProductListView = z.strictObject({
  products: z.array(ObservedProductView),
  /** Of all published products, whatever the filter. */
  total: z.int(),
  banks: z.array(z.strictObject({ code: z.string(), name: z.string(), nameEn: z.string() })),
});
export type ProductListView = z.infer<typeof ProductListView>;
