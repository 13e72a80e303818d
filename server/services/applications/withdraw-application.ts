import { eq } from "drizzle-orm";
import { applications } from "@/db/schema";
import { withdrawApplication as decide } from "@/domain/applications/enterprise-rules";
import type { ApplicationIdInput } from "@/domain/applications/enterprise-schema";
import { authorize } from "@/domain/policy";
import { recordEvent } from "@/server/audit/record-event";
import { endConsents } from "@/server/services/applications/end-consents";
import { lapseOpenRequests } from "@/server/services/applications/lapse-open-requests";
import { lockOwnRow, recordTransition } from "@/server/services/applications/own-application";
import type { ServiceContext } from "@/server/services/context";

/** Takes an application back before there is an offer; the bank's consent ends with it. */
export async function withdrawApplication(
  context: ServiceContext<"sme">,
  { applicationId }: ApplicationIdInput,
) {
  const { db, actor, now } = context;
  const enterpriseId = actor.organizationId;

  const withdrawn = await db.transaction(async (tx) => {
    const application = await lockOwnRow(tx, enterpriseId, applicationId);
    authorize(actor, "application.withdraw", application);
    const change = decide(application, now);

    await tx.update(applications).set(change).where(eq(applications.id, applicationId));
    await lapseOpenRequests(tx, [applicationId]);
    await recordTransition(tx, context, {
      id: applicationId,
      from: application.status,
      to: change.status,
    });
    // A bank that never saw it is told nothing.
    const bankId = application.status === "prepared" ? null : application.bankId;
    await recordEvent(tx, context, "application.withdrawn", applicationId, {
      enterpriseId,
      bankId,
    });
    return application;
  });

  await endConsents(context, [withdrawn.consentId], "application_withdrawn");
  return { id: applicationId, status: "withdrawn" as const };
}
