import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { ProposalIdInput, ProposalState } from "@/domain/products/proposal-schema";
import type { ServiceContext } from "@/server/services/context";
import { getProposalRow, stateOf } from "@/server/services/products/proposal-queries";
import { refusedProposal } from "@/server/services/products/refused-proposal";

/** Takes a version in the making off the table; it stays in the record. */
export async function discardProposal(
  { db, actor }: ServiceContext<"bank">,
  { proposalId }: ProposalIdInput,
): Promise<ProposalState> {
  const seen = await db.transaction((tx) => getProposalRow(tx, proposalId));
  authorize(actor, "product.write", seen);
  const [ended] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.proposal_end(${db.token}, ${proposalId}::uuid, 'discard')`,
  );
  if (!ended || ended.refusal) throw refusedProposal(ended?.refusal);
  return db.transaction(async (tx) => stateOf(await getProposalRow(tx, proposalId)));
}
