import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import { proposalCan } from "@/domain/products/lifecycle";
import type { DecideProposalInput, ProposalState } from "@/domain/products/proposal-schema";
import type { ServiceContext } from "@/server/services/context";
import { getProposalRow, stateOf } from "@/server/services/products/proposal-queries";
import { refusedProposal } from "@/server/services/products/refused-proposal";
import { refuseProblems } from "@/server/services/products/refuse-problems";

/** The office lets a new product in: with that it is on offer. */
export async function letInProduct(
  { db, actor, now }: ServiceContext<"credit_office">,
  { proposalId, revision }: DecideProposalInput,
): Promise<ProposalState> {
  authorize(actor, "product.let_in", {});
  await db.transaction(async (tx) => {
    const seen = await getProposalRow(tx, proposalId);
    if (proposalCan("office_approve", seen) && seen.revision === revision)
      await refuseProblems(tx, seen, now);
  });
  const [approved] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.proposal_office_approve(${db.token}, ${proposalId}::uuid, ${revision}::integer)`,
  );
  if (!approved || approved.refusal) throw refusedProposal(approved?.refusal);
  return db.transaction(async (tx) => stateOf(await getProposalRow(tx, proposalId)));
}
