import { and, eq } from "drizzle-orm";
import { products } from "@/db/schema";
import { authorize } from "@/domain/policy";
import type { ProductProblem } from "@/domain/products/coherence";
import { productProblems } from "@/domain/products/problems";
import type { ImportedProduct, ImportProductInput } from "@/domain/products/proposal-schema";
import { ProductContent } from "@/domain/products/schema";
import { NotFound } from "@/domain/shared/errors";
import { malformedPart } from "@/domain/shared/text";
import type { ServiceContext } from "@/server/services/context";
import { createProposal } from "@/server/services/products/create-proposal";
import { readTerms } from "@/server/services/products/proposal-queries";

/** Begins a version in the making from a file. A file with anything wrong writes nothing. */
export async function importProduct(
  context: ServiceContext<"bank">,
  { id, productId, text }: ImportProductInput,
): Promise<ImportedProduct> {
  const { db, actor, now } = context;
  const bankId = actor.organizationId;
  authorize(actor, "product.write", { bankId });
  const terms = await db.transaction(async (tx) => {
    const [product] = productId
      ? await tx
          .select({ status: products.status, code: products.code })
          .from(products)
          .where(and(eq(products.id, productId), eq(products.bankId, bankId)))
      : [];
    if (productId && !product) throw new NotFound("product");
    return readTerms(tx, { productId, bankId }, product ?? null, now);
  });
  const read = parsed(text);
  if ("problem" in read) return { proposalId: null, problems: [read.problem] };
  const problems = productProblems(read.content, terms);
  const content = ProductContent.safeParse(read.content);
  if (problems.length > 0 || !content.success)
    return { proposalId: null, problems: problems.slice(0, mostProblems) };
  const { proposalId } = await createProposal(context, { id, productId, content: content.data });
  return { proposalId, problems: [] };
}

/** More than anybody reads at once. */
const mostProblems = 100;

function parsed(text: string): { content: unknown } | { problem: ProductProblem } {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { problem: { path: [], reason: "json_malformed" } };
  }
  const malformed = malformedPart(content);
  if (malformed === null) return { content };
  return { problem: { path: malformed.split("."), reason: "text_malformed" } };
}
