import { authorize } from "@/domain/policy";
import type { ProposalIdInput, ProposalView } from "@/domain/products/proposal-schema";
import type { ServiceContext } from "@/server/services/context";
import {
  getProposalRow,
  readColleagues,
  readProposalView,
} from "@/server/services/products/proposal-queries";

/** A version in the making: the bank's own, or one that the office is asked about or let in. */
export async function getProposal(
  context: ServiceContext<"bank" | "credit_office">,
  { proposalId }: ProposalIdInput,
): Promise<ProposalView> {
  const { db, actor, now } = context;
  const people = await readColleagues(context);
  return db.transaction(async (tx) => {
    const row = await getProposalRow(tx, proposalId);
    authorize(actor, "product.read", row);
    return readProposalView(tx, row, { actor, now, people });
  });
}
