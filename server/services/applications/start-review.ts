import type { BankApplicationIdInput } from "@/domain/applications/bank-schema";
import { authorize } from "@/domain/policy";
import { recordEvent } from "@/server/audit/record-event";
import type { ServiceContext } from "@/server/services/context";
import { lockBankApplication } from "./lock-bank-application";
import { moveApplication } from "./move-application";

/** 尽调: begins with the first read of the profile; later reads change nothing. */
export async function startReview(
  context: ServiceContext<"bank">,
  { applicationId }: BankApplicationIdInput,
) {
  const { db, actor } = context;
  return db.transaction(async (tx) => {
    const application = await lockBankApplication(tx, actor, applicationId);
    authorize(actor, "profile.read", application);
    const { id, status } = application;
    if (status !== "accepted") return { id, status };
    const started = await moveApplication(tx, context, application, { status: "under_review" });
    await recordEvent(tx, context, "application.under_review", id, application);
    return started;
  });
}
