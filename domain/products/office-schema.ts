import { z } from "zod";
import { productStatuses } from "./lifecycle";
import { ProposalRow } from "./proposal-schema";
import { ProductContent } from "./schema";

const Bank = z.strictObject({ code: z.string(), name: z.string(), nameEn: z.string() });
const Name = z.strictObject({ zh: z.string(), en: z.string() });

/** What waits for the office, longest first, and every product there is by its bank. */
export const OfficeProductList = z.strictObject({
  waiting: z.array(ProposalRow.extend({ bank: Bank })),
  banks: z.array(
    z.strictObject({
      bank: Bank,
      products: z.array(
        z.strictObject({
          id: z.uuid(),
          code: z.string(),
          name: Name,
          status: z.enum(productStatuses),
          version: z.int(),
          validFrom: ProductContent.shape.validFrom,
          validTo: ProductContent.shape.validTo,
          publishedAt: z.date().nullable(),
          withdrawnAt: z.date().nullable(),
        }),
      ),
    }),
  ),
});
export type OfficeProductList = z.infer<typeof OfficeProductList>;
