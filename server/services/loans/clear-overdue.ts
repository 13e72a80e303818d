import type { ClearOverdueInput } from "@/domain/loans/bank-schema";
import type { ServiceContext } from "@/server/services/context";
import { recordOutcome } from "@/server/services/outcomes/record-outcome";

export function clearOverdue(context: ServiceContext<"bank">, reported: ClearOverdueInput) {
  return recordOutcome(context, { ...reported, tells: { kind: "overdue_cleared" } });
}
