import { z } from "zod";
import { ObservedView } from "@/domain/matching/observed";
import { productStatuses } from "./lifecycle";
import { Applied } from "./history-schema";
import { ProposalRow } from "./proposal-schema";
import { ProductContent } from "./schema";

export const ListBankProductsInput = z.strictObject({});
export type ListBankProductsInput = z.infer<typeof ListBankProductsInput>;
export const ShelfInput = z.strictObject({ productId: z.uuid() });
export type ShelfInput = z.infer<typeof ShelfInput>;
export const ExportProductInput = z.strictObject({
  productId: z.uuid(),
  version: z.int().min(1).max(1_000_000).optional(),
});
export type ExportProductInput = z.infer<typeof ExportProductInput>;

export const BankProductView = z.strictObject({
  id: z.uuid(),
  bankId: z.uuid(),
  status: z.enum(productStatuses),
  version: z.int(),
  publishedAt: z.date().nullable(),
  content: ProductContent,
  applications: Applied,
  /** What firms see of its speed, share and rates; null where fewer than ten firms stand behind it. */
  observed: ObservedView.nullable(),
  /** The next version, where one is in the making. */
  proposalId: z.uuid().nullable(),
});
export type BankProductView = z.infer<typeof BankProductView>;

export const BankProductList = z.strictObject({
  products: z.array(BankProductView),
  /** What is in the making, of new products and of those above; the latest change first. */
  proposals: z.array(ProposalRow),
  mayWrite: z.boolean(),
});
export type BankProductList = z.infer<typeof BankProductList>;

export const ShelfState = z.strictObject({ productId: z.uuid(), status: z.enum(productStatuses) });
export type ShelfState = z.infer<typeof ShelfState>;

/** A version as a file: what an import reads back. */
export const ExportedProduct = z.strictObject({ name: z.string(), text: z.string() });
export type ExportedProduct = z.infer<typeof ExportedProduct>;
