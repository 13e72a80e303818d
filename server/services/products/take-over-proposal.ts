import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { DecideProposalInput, ProposalState } from "@/domain/products/proposal-schema";
import type { ServiceContext } from "@/server/services/context";
import { getProposalRow, stateOf } from "@/server/services/products/proposal-queries";
import { refusedProposal } from "@/server/services/products/refused-proposal";

/** A colleague's draft becomes one's own to carry on with; whoever wrote on it stays among its writers. */
export async function takeOverProposal(
  { db, actor }: ServiceContext<"bank">,
  { proposalId, revision }: DecideProposalInput,
): Promise<ProposalState> {
  const seen = await db.transaction((tx) => getProposalRow(tx, proposalId));
  authorize(actor, "product.write", seen);
  const [taken] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.proposal_take_over(${db.token}, ${proposalId}::uuid, ${revision})`,
  );
  if (!taken || taken.refusal) throw refusedProposal(taken?.refusal);
  return db.transaction(async (tx) => stateOf(await getProposalRow(tx, proposalId)));
}
