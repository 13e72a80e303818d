import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { products } from "@/db/schema";
import { productProblems } from "@/domain/products/problems";
import { Invalid } from "@/domain/shared/errors";
import { type Proposal, readTerms } from "@/server/services/products/proposal-queries";

/** Refuses what cannot be put on offer, by its first problem and the field it is at. */
export async function refuseProblems(tx: Transaction, proposal: Proposal, now: Date) {
  const [product] = await tx
    .select({ status: products.status, code: products.code })
    .from(products)
    .where(eq(products.id, proposal.productId));
  const terms = await readTerms(tx, proposal, product ?? null, now);
  const [problem] = productProblems(proposal.content, terms);
  if (problem) throw new Invalid(problem.reason, ["content", ...problem.path].join("."));
}
