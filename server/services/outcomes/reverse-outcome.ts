import type { ReverseOutcomeInput } from "@/domain/loans/bank-schema";
import type { ServiceContext } from "@/server/services/context";
import { recordOutcome } from "./record-outcome";

/** Corrects what was reported wrongly: the wrong fact stays on record, with its reversal after it. */
export function reverseOutcome(
  context: ServiceContext<"bank">,
  { outcomeId, reason, ...reported }: ReverseOutcomeInput,
) {
  return recordOutcome(context, {
    ...reported,
    tells: { reversalOf: outcomeId, detail: reason },
  });
}
