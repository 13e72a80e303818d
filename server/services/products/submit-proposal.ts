import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { DecideProposalInput, ProposalState } from "@/domain/products/proposal-schema";
import type { ServiceContext } from "@/server/services/context";
import { getProposalRow, stateOf } from "@/server/services/products/proposal-queries";
import { refusedProposal } from "@/server/services/products/refused-proposal";
import { refuseProblems } from "@/server/services/products/refuse-problems";

/** Puts a version before the bank's approvers. What has a problem stays a draft. */
export async function submitProposal(
  { db, actor, now }: ServiceContext<"bank">,
  { proposalId, revision }: DecideProposalInput,
): Promise<ProposalState> {
  await db.transaction(async (tx) => {
    const seen = await getProposalRow(tx, proposalId);
    authorize(actor, "product.edit", seen);
    if (seen.revision === revision) await refuseProblems(tx, seen, now);
  });
  // Of the very revision that was looked at.
  const [submitted] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.proposal_submit(${db.token}, ${proposalId}::uuid, ${revision}::integer)`,
  );
  if (!submitted || submitted.refusal) throw refusedProposal(submitted?.refusal);
  return db.transaction(async (tx) => stateOf(await getProposalRow(tx, proposalId)));
}
