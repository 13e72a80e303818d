import * as rules from "@/domain/applications/bank-rules";
import type { BankApplicationIdInput } from "@/domain/applications/bank-schema";
import { authorize } from "@/domain/policy";
import { recordEvent } from "@/server/audit/record-event";
import type { ServiceContext } from "@/server/services/context";
import { lockBankApplication } from "./lock-bank-application";
import { moveApplication } from "./move-application";

/** 受理: the bank takes the application up, and its clock for deciding starts. */
export async function acceptApplication(
  context: ServiceContext<"bank">,
  { applicationId }: BankApplicationIdInput,
) {
  const { db, actor, now } = context;
  return db.transaction(async (tx) => {
    const application = await lockBankApplication(tx, actor, applicationId);
    authorize(actor, "application.accept", application);
    const change = rules.acceptApplication(application, actor.userId, now);
    const accepted = await moveApplication(tx, context, application, change);
    await recordEvent(tx, context, "application.accepted", application.id, application);
    return accepted;
  });
}
