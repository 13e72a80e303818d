import type { SettleLoanInput } from "@/domain/loans/bank-schema";
import type { ServiceContext } from "@/server/services/context";
import { recordOutcome } from "@/server/services/outcomes/record-outcome";

/** 结清: only where nothing is owed any more. */
export function settleLoan(context: ServiceContext<"bank">, reported: SettleLoanInput) {
  return recordOutcome(context, { ...reported, tells: { kind: "settlement" } });
}
