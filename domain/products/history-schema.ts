import { z } from "zod";
import { productStatuses } from "./lifecycle";
import { ProductContent } from "./schema";

export const Applied = z.strictObject({ total: z.int(), live: z.int(), disbursed: z.int() });

/** One product with every version it had; applications keep theirs. */
export const ProductHistory = z.strictObject({
  id: z.uuid(),
  bank: z.strictObject({ code: z.string(), name: z.string(), nameEn: z.string() }),
  code: z.string(),
  status: z.enum(productStatuses),
  version: z.int(),
  publishedAt: z.date().nullable(),
  withdrawnAt: z.date().nullable(),
  proposalId: z.uuid().nullable(),
  /** Newest first. */
  versions: z
    .array(
      z.strictObject({
        version: z.int(),
        createdAt: z.date(),
        /** It came with a feed of the bank's, and nobody here wrote it. */
        isImported: z.boolean(),
        /** To the office a bank's people have no names. */
        writers: z.array(z.string()),
        approver: z.string().nullable(),
        isByOffice: z.boolean(),
        content: ProductContent,
        applications: Applied,
      }),
    )
    .min(1),
  may: z.strictObject({ write: z.boolean(), withdraw: z.boolean(), resume: z.boolean() }),
});
export type ProductHistory = z.infer<typeof ProductHistory>;
