export const productStatuses = ["draft", "published", "withdrawn"] as const;
export type ProductStatus = (typeof productStatuses)[number];

/**
 * A proposal is a version in the making. A second person of the bank approves it; the first version
 * of a product goes to the credit office besides. Sent back, it is its writer's again.
 */
export const proposalStatuses = [
  "draft",
  "awaiting_bank",
  "awaiting_office",
  "published",
  "discarded",
] as const;
export type ProposalStatus = (typeof proposalStatuses)[number];

/** Of one product at most one is on its way. */
export const openProposalStatuses = ["draft", "awaiting_bank", "awaiting_office"] as const;
export const isOpenProposal = ({ status }: { status: ProposalStatus }) =>
  (openProposalStatuses as readonly ProposalStatus[]).includes(status);

const acts = {
  edit: ["draft"],
  take_over: ["draft"],
  submit: ["draft"],
  approve: ["awaiting_bank"],
  office_approve: ["awaiting_office"],
  send_back: ["awaiting_bank", "awaiting_office"],
  take_back: ["awaiting_bank", "awaiting_office"],
  discard: ["draft", "awaiting_bank", "awaiting_office"],
} satisfies Record<string, ProposalStatus[]>;
export type ProposalAct = keyof typeof acts;

/** Asked by the service before it writes and by the button before it enables. */
export function proposalCan(act: ProposalAct, proposal: { status: ProposalStatus }): boolean {
  return (acts[act] as readonly ProposalStatus[]).includes(proposal.status);
}
