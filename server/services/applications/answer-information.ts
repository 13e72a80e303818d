import { and, eq } from "drizzle-orm";
import { applications, informationRequests } from "@/db/schema";
import { resumeAfterAnswer } from "@/domain/applications/enterprise-rules";
import type { AnswerInformationInput } from "@/domain/applications/enterprise-schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import { recordEvent } from "@/server/audit/record-event";
import { lockOwnRow, recordTransition } from "@/server/services/applications/own-application";
import type { ServiceContext } from "@/server/services/context";

/** Answers what the bank asked; its clock, which stood still, runs on. */
export async function answerInformation(
  context: ServiceContext<"sme">,
  { applicationId, requestId, answer }: AnswerInformationInput,
) {
  const { db, actor, now } = context;
  const enterpriseId = actor.organizationId;

  return db.transaction(async (tx) => {
    const application = await lockOwnRow(tx, enterpriseId, applicationId);
    authorize(actor, "application.answer_information", application);
    const change = resumeAfterAnswer(application, now);

    const [answered] = await tx
      .update(informationRequests)
      .set({ status: "answered", answer, answeredAt: now })
      .where(
        and(
          eq(informationRequests.id, requestId),
          eq(informationRequests.applicationId, applicationId),
          eq(informationRequests.status, "open"),
        ),
      )
      .returning({ id: informationRequests.id });
    if (!answered) throw new NotFound("information_request");

    await tx.update(applications).set(change).where(eq(applications.id, applicationId));
    await recordTransition(tx, context, {
      id: applicationId,
      from: application.status,
      to: change.status,
    });
    await recordEvent(tx, context, "application.information_answered", applicationId, {
      enterpriseId,
      bankId: application.bankId,
    });
    return { id: applicationId, status: change.status };
  });
}
