import type { RecordRepaymentInput } from "@/domain/loans/bank-schema";
import type { ServiceContext } from "@/server/services/context";
import { recordOutcome } from "@/server/services/outcomes/record-outcome";

export function recordRepayment(
  context: ServiceContext<"bank">,
  { amount, ...reported }: RecordRepaymentInput,
) {
  return recordOutcome(context, { ...reported, tells: { kind: "repayment", amount } });
}
