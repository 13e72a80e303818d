import { and, eq, max, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { productVersions } from "@/db/schema";
import { authorize } from "@/domain/policy";
import { copyOf, emptyDraft, type ProductDraft } from "@/domain/products/draft";
import type { CreateProposalInput, ProposalState } from "@/domain/products/proposal-schema";
import { NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { getProposalRow, stateOf } from "@/server/services/products/proposal-queries";
import { refusedProposal } from "@/server/services/products/refused-proposal";

/** Begins a version in the making, of a new product or of one there is; the same id is the same one. */
export async function createProposal(
  { db, actor }: ServiceContext<"bank">,
  input: CreateProposalInput,
): Promise<ProposalState> {
  authorize(actor, "product.write", { bankId: actor.organizationId });
  const content = await db.transaction((tx) => beginning(tx, input));
  const [created] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.proposal_create(${db.token}, ${input.id}::uuid, ${input.productId}::uuid, ${JSON.stringify(content)}::jsonb)`,
  );
  if (!created || created.refusal) throw refusedProposal(created?.refusal);
  return db.transaction(async (tx) => stateOf(await getProposalRow(tx, input.id)));
}

/** Row-level security lets a bank read its own versions only. */
async function beginning(tx: Transaction, input: CreateProposalInput): Promise<ProductDraft> {
  const { content, copyOf: copied, productId, version } = input;
  if (content) return content;
  const from = copied ?? productId;
  if (from === null) return emptyDraft;
  const latest = tx
    .select({ version: max(productVersions.version) })
    .from(productVersions)
    .where(eq(productVersions.productId, from));
  const [row] = await tx
    .select({ content: productVersions.content })
    .from(productVersions)
    .where(
      and(
        eq(productVersions.productId, from),
        eq(productVersions.version, version ?? sql`(${latest})`),
      ),
    );
  if (!row) throw new NotFound("product");
  return copied && copied !== productId ? copyOf(row.content) : row.content;
}
