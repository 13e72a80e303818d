import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { offers } from "@/db/schema";
import * as rules from "@/domain/applications/bank-rules";
import type { DeclineApplicationInput } from "@/domain/applications/bank-schema";
import { authorize } from "@/domain/policy";
import { Unavailable } from "@/domain/shared/errors";
import { recordEvent } from "@/server/audit/record-event";
import type { ServiceContext } from "@/server/services/context";
import { recordDecision } from "@/server/services/outcomes/record-decision";
import { lapseOpenRequests } from "./lapse-open-requests";
import { lockBankApplication } from "./lock-bank-application";
import { moveApplication } from "./move-application";

/** Says no and why; with the decision goes the bank's right to look. */
export async function declineApplication(
  context: ServiceContext<"bank">,
  { applicationId, reasons, message }: DeclineApplicationInput,
) {
  const { db, actor, now } = context;
  return db.transaction(async (tx) => {
    const application = await lockBankApplication(tx, actor, applicationId);
    authorize(actor, "application.decline", application);
    const change = rules.declineApplication(application, { reasons, message }, now);

    await closeOpenEnds(tx, application.id, now);
    const declined = await moveApplication(tx, context, application, change, reasons.join(" "));
    await recordDecision(tx, context, application, {
      reference: `decision-${application.id}`,
      detail: "declined",
    });
    await recordEvent(tx, context, "application.declined", application.id, application);
    if (application.consentId) await relinquish(tx, db.token, application.consentId);
    return declined;
  });
}

async function closeOpenEnds(tx: Transaction, applicationId: string, now: Date) {
  await lapseOpenRequests(tx, [applicationId]);
  await tx
    .update(offers)
    .set({ status: "withdrawn", decidedAt: now })
    .where(
      and(
        eq(offers.applicationId, applicationId),
        inArray(offers.status, ["draft", "awaiting_approval"]),
      ),
    );
}

/** A consent that ended on its own already is as good; anything else undoes the decision. */
async function relinquish(tx: Transaction, token: string, consentId: string) {
  const { rows } = await tx.execute<{ refusal: string | null }>(
    sql`select refusal from gate.consent_relinquish(${token}, ${consentId}::uuid, 'application_declined')`,
  );
  const [answer] = rows;
  if (!answer || (answer.refusal !== null && !answer.refusal.startsWith("CONSENT_")))
    throw new Unavailable("consent_not_relinquished");
}
