import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { consentAsks } from "@/db/schema";
import { recordEvent } from "@/server/audit/record-event";
import { closeInformationRequest } from "@/server/services/applications/close-information-request";
import type { ServiceContext } from "@/server/services/context";

/**
 * Called with the signature, in the same transaction: a review that waited for this consent goes on.
 * Where the consent answers no ask, or still waits for a second signature, nothing happens.
 */
export async function resumeAfterAsk(
  tx: Transaction,
  context: ServiceContext<"sme">,
  consentId: string,
) {
  const [ask] = await tx
    .select()
    .from(consentAsks)
    .where(and(eq(consentAsks.consentId, consentId), eq(consentAsks.status, "answered")));
  if (!ask) return;
  if (ask.informationRequestId)
    await closeInformationRequest(tx, context, {
      applicationId: ask.applicationId,
      requestId: ask.informationRequestId,
      answer: null,
    });
  await recordEvent(tx, context, "ask.answered", ask.id, ask);
}
