import type { Tone } from "@/components/ui/status";
import type { ProposalStatus } from "@/domain/products/lifecycle";

const tones: Record<ProposalStatus, Tone> = {
  draft: "neutral",
  awaiting_bank: "waiting",
  awaiting_office: "waiting",
  published: "good",
  discarded: "done",
};

export const proposalTone = (status: ProposalStatus): Tone => tones[status];
