import type { RecordOverdueInput } from "@/domain/loans/bank-schema";
import type { ServiceContext } from "@/server/services/context";
import { recordOutcome } from "@/server/services/outcomes/record-outcome";

/** Days past due on a day; said again with more days as it goes on. */
export function recordOverdue(
  context: ServiceContext<"bank">,
  { days, ...reported }: RecordOverdueInput,
) {
  return recordOutcome(context, { ...reported, tells: { kind: "overdue", days } });
}
