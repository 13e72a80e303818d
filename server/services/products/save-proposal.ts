import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { ProposalState, SaveProposalInput } from "@/domain/products/proposal-schema";
import type { ServiceContext } from "@/server/services/context";
import { getProposalRow, stateOf } from "@/server/services/products/proposal-queries";
import { refusedProposal } from "@/server/services/products/refused-proposal";

/** Keeps what was written so far, unless it was changed elsewhere since it was read. */
export async function saveProposal(
  { db, actor }: ServiceContext<"bank">,
  { proposalId, revision, content }: SaveProposalInput,
): Promise<ProposalState> {
  const seen = await db.transaction((tx) => getProposalRow(tx, proposalId));
  authorize(actor, "product.edit", seen);
  const [saved] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.proposal_save(${db.token}, ${proposalId}::uuid, ${revision}::integer, ${JSON.stringify(content)}::jsonb)`,
  );
  if (!saved || saved.refusal) throw refusedProposal(saved?.refusal);
  return db.transaction(async (tx) => stateOf(await getProposalRow(tx, proposalId)));
}
