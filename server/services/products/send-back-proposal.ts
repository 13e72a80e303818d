import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import type { SendBackProposalInput } from "@/domain/products/proposal-schema";
import type { ServiceContext } from "@/server/services/context";
import { getProposalRow } from "@/server/services/products/proposal-queries";
import { refusedProposal } from "@/server/services/products/refused-proposal";

/** Gives a version back to its writer with a reason: by the bank's approver, or by the office. */
export async function sendBackProposal(
  { db, actor }: ServiceContext<"bank" | "credit_office">,
  { proposalId, revision, reason }: SendBackProposalInput,
): Promise<{ proposalId: string }> {
  if (actor.party === "credit_office") authorize(actor, "product.let_in", {});
  const seen = await db.transaction((tx) => getProposalRow(tx, proposalId));
  if (actor.party === "bank") authorize(actor, "product.approve", seen);
  const [sent] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.proposal_send_back(${db.token}, ${proposalId}::uuid, ${revision}::integer, ${reason})`,
  );
  if (!sent || sent.refusal) throw refusedProposal(sent?.refusal);
  return { proposalId };
}
