import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import { proposalCan } from "@/domain/products/lifecycle";
import type { DecideProposalInput, ProposalState } from "@/domain/products/proposal-schema";
import type { ServiceContext } from "@/server/services/context";
import { getProposalRow, stateOf } from "@/server/services/products/proposal-queries";
import { refusedProposal } from "@/server/services/products/refused-proposal";
import { refuseProblems } from "@/server/services/products/refuse-problems";

/** The bank's second pair of eyes: a further version is on offer with it, a new product goes to the office. */
export async function approveProposal(
  { db, actor, now }: ServiceContext<"bank">,
  { proposalId, revision }: DecideProposalInput,
): Promise<ProposalState> {
  await db.transaction(async (tx) => {
    const seen = await getProposalRow(tx, proposalId);
    authorize(actor, "product.approve", seen);
    // It may have waited past the end of its own validity.
    if (proposalCan("approve", seen) && seen.revision === revision)
      await refuseProblems(tx, seen, now);
  });
  const [approved] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.proposal_approve(${db.token}, ${proposalId}::uuid, ${revision}::integer)`,
  );
  if (!approved || approved.refusal) throw refusedProposal(approved?.refusal);
  return db.transaction(async (tx) => stateOf(await getProposalRow(tx, proposalId)));
}
