import { repeatWhenToldTo } from "@/server/jobs/repeat-when-told-to";
import type { SystemContext } from "@/server/services/context";
import { askWitnesses } from "@/server/services/ledger/ask-witnesses";
import { issueReceipts, type ReceiptsMade } from "@/server/services/ledger/issue-receipts";
import { sealLedger } from "@/server/services/ledger/seal-ledger";

/** Seals the ledger, hands out receipts over what was sealed, and has banks countersign it. */
export async function sealEverySecond(url: string, context: () => SystemContext) {
  const made: ReceiptsMade = { upTo: null };
  const seen = { size: 0n };
  const sealing = await repeatWhenToldTo({
    url,
    everyMs: 1_000,
    restMs: 200,
    name: "sealing",
    turn: async () => {
      await sealLedger(context());
      while ((await issueReceipts(context(), made)) > 0);
    },
  });
  // Apart: a bank that does not answer must not hold the seal up.
  const witnessing = await repeatWhenToldTo({
    url,
    everyMs: 2_000,
    restMs: 1_000,
    name: "witnessing",
    turn: () => askWitnesses(context(), seen),
  });
  return {
    stop: async () => {
      await Promise.all([sealing.stop(), witnessing.stop()]);
    },
  };
}
