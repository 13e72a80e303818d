import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { applications, informationRequests } from "@/db/schema";
import { resumeAfterAnswer } from "@/domain/applications/enterprise-rules";
import { applicationCan } from "@/domain/applications/lifecycle";
import { recordEvent } from "@/server/audit/record-event";
import type { ServiceContext } from "@/server/services/context";
import { moveApplication } from "./move-application";

type Closed = { applicationId: string; requestId: string; answer: string | null };

/**
 * The request that an ask was made with is answered, however the ask ended, and the bank's clock runs
 * on. Where the application has gone on by itself there is nothing to do.
 */
export async function closeInformationRequest(
  tx: Transaction,
  context: ServiceContext<"sme"> | ServiceContext<"bank">,
  { applicationId, requestId, answer }: Closed,
) {
  const [application] = await tx
    .select()
    .from(applications)
    .where(eq(applications.id, applicationId))
    .for("update");
  if (!application || !applicationCan("answer_information", application)) return;
  const [answered] = await tx
    .update(informationRequests)
    .set({
      status: "answered",
      answeredAt: context.now,
      // A bank that withdraws what it asked has no words to put in the firm's mouth.
      ...(context.actor.party === "sme" && { answer }),
    })
    .where(
      and(
        eq(informationRequests.id, requestId),
        eq(informationRequests.applicationId, applicationId),
        eq(informationRequests.status, "open"),
      ),
    )
    .returning({ id: informationRequests.id });
  if (!answered) return;
  await moveApplication(tx, context, application, resumeAfterAnswer(application, context.now));
  if (context.actor.party === "sme")
    await recordEvent(tx, context, "application.information_answered", applicationId, application);
}
