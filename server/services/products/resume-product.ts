import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { ShelfInput, ShelfState } from "@/domain/products/bank-schema";
import type { ServiceContext } from "@/server/services/context";
import { getShelfRow } from "@/server/services/products/queries";
import { refusedProposal } from "@/server/services/products/refused-proposal";

/** Puts a withdrawn product back on the shelf in the version it had; by another than who took it off. */
export async function resumeProduct(
  { db, actor }: ServiceContext<"bank">,
  { productId }: ShelfInput,
): Promise<ShelfState> {
  const product = await db.transaction((tx) => getShelfRow(tx, productId));
  authorize(actor, "product.resume", product);
  const [resumed] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.product_resume(${db.token}, ${productId}::uuid)`,
  );
  if (!resumed || resumed.refusal) throw refusedProposal(resumed?.refusal);
  return { productId, status: "published" };
}
