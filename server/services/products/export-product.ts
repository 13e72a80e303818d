import { and, eq } from "drizzle-orm";
import { productVersions } from "@/db/schema";
import { authorize } from "@/domain/policy";
import type { ExportedProduct, ExportProductInput } from "@/domain/products/bank-schema";
import { NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { getShelfRow } from "@/server/services/products/queries";

/** A version as a file, in the form that an import reads. Without one named: the one on offer. */
export async function exportProduct(
  { db, actor }: ServiceContext<"bank">,
  { productId, version }: ExportProductInput,
): Promise<ExportedProduct> {
  return db.transaction(async (tx) => {
    const product = await getShelfRow(tx, productId);
    authorize(actor, "product.read", product);
    const asked = version ?? product.version;
    const [held] = await tx
      .select({ content: productVersions.content })
      .from(productVersions)
      .where(and(eq(productVersions.productId, productId), eq(productVersions.version, asked)));
    if (!held) throw new NotFound("product");
    return {
      name: `${held.content.code}-v${asked}.json`,
      text: `${JSON.stringify(held.content, null, 2)}\n`,
    };
  });
}
