import { and, eq } from "drizzle-orm";
import { informationRequests } from "@/db/schema";
import type { RequestInformationInput } from "@/domain/applications/bank-schema";
import { authorize } from "@/domain/policy";
import { recordEvent } from "@/server/audit/record-event";
import type { ServiceContext } from "@/server/services/context";
import { lockBankApplication } from "./lock-bank-application";
import { stopClock } from "./stop-clock";

/** Asks the firm for one thing; the bank's clock stands still until the answer. */
export async function requestInformation(
  context: ServiceContext<"bank">,
  { id, applicationId, kind, message }: RequestInformationInput,
) {
  const { db, actor } = context;
  return db.transaction(async (tx) => {
    const application = await lockBankApplication(tx, actor, applicationId);
    authorize(actor, "application.request_information", application);
    const [asked] = await tx
      .select({ id: informationRequests.id })
      .from(informationRequests)
      .where(
        and(eq(informationRequests.id, id), eq(informationRequests.applicationId, application.id)),
      );
    if (asked) return { id: application.id, status: application.status };

    const moved = await stopClock(tx, context, application, { id, kind, message });
    await recordEvent(
      tx,
      context,
      "application.information_requested",
      application.id,
      application,
    );
    return moved;
  });
}
