import { and, eq } from "drizzle-orm";
import { refuseDuplicate } from "@/db/constraints";
import { informationRequests } from "@/db/schema";
import * as rules from "@/domain/applications/bank-rules";
import type { RequestInformationInput } from "@/domain/applications/bank-schema";
import { authorize } from "@/domain/policy";
import { recordEvent } from "@/server/audit/record-event";
import type { ServiceContext } from "@/server/services/context";
import { lockBankApplication } from "./lock-bank-application";
import { moveApplication } from "./move-application";

/** Asks the firm for one thing; the bank's clock stands still until the answer. */
export async function requestInformation(
  context: ServiceContext<"bank">,
  { id, applicationId, kind, message }: RequestInformationInput,
) {
  const { db, actor, now } = context;
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

    const change = rules.requestInformation(application, now);
    await tx
      .insert(informationRequests)
      .values({
        id,
        applicationId: application.id,
        kind,
        message,
        askedBy: actor.userId,
        askedAt: now,
        ...change.request,
      })
      .catch(refuseDuplicate("information_requests_pkey", "information_request_exists"))
      .catch(refuseDuplicate("information_requests_one_open", "information_already_requested"));
    const moved = await moveApplication(tx, context, application, change.application, kind);
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
