import { z } from "zod";
import { productStatuses } from "./lifecycle";
import { ProductContent } from "./schema";

export const ListBankProductsInput = z.strictObject({});
export type ListBankProductsInput = z.infer<typeof ListBankProductsInput>;

export const BankProductView = z.strictObject({
  id: z.uuid(),
  bankId: z.uuid(),
  status: z.enum(productStatuses),
  version: z.int(),
  publishedAt: z.date().nullable(),
  content: ProductContent,
  applications: z.strictObject({ total: z.int(), live: z.int(), disbursed: z.int() }),
});
export type BankProductView = z.infer<typeof BankProductView>;

export const BankProductList = z.strictObject({ products: z.array(BankProductView) });
