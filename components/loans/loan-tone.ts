import type { Tone } from "@/components/ui/status";
import type { LoanStatus } from "@/domain/loans/lifecycle";

export const loanTones: Record<LoanStatus, Tone> = {
  current: "good",
  settled: "done",
  restructured: "waiting",
  transferred: "waiting",
  overdue: "refused",
  defaulted: "refused",
  written_off: "refused",
};
