import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { ShelfInput, ShelfState } from "@/domain/products/bank-schema";
import type { ServiceContext } from "@/server/services/context";
import { getShelfRow } from "@/server/services/products/queries";
import { refusedProposal } from "@/server/services/products/refused-proposal";

/** Takes a product off the shelf: nobody can apply any more, and who has applied keeps their version. */
export async function withdrawProduct(
  { db, actor }: ServiceContext<"bank">,
  { productId }: ShelfInput,
): Promise<ShelfState> {
  const product = await db.transaction((tx) => getShelfRow(tx, productId));
  authorize(actor, "product.write", product);
  const [withdrawn] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.product_withdraw(${db.token}, ${productId}::uuid)`,
  );
  if (!withdrawn || withdrawn.refusal) throw refusedProposal(withdrawn?.refusal);
  return { productId, status: "withdrawn" };
}
