import { and, eq } from "drizzle-orm";
import { applications, consents, needs } from "@/db/schema";
import { submitApplication as decide } from "@/domain/applications/enterprise-rules";
import type { SubmitApplicationInput } from "@/domain/applications/enterprise-schema";
import { needCan } from "@/domain/needs/lifecycle";
import { authorize } from "@/domain/policy";
import { Conflict, NotFound } from "@/domain/shared/errors";
import { recordEvent } from "@/server/audit/record-event";
import { verifySigningCode } from "@/server/services/accounts/verify-signing-code";
import { lapseOpenRequests } from "@/server/services/applications/lapse-open-requests";
import {
  getOwnRow,
  lockOwnRow,
  recordTransition,
} from "@/server/services/applications/own-application";
import { signInTransaction } from "@/server/services/consents/sign-consent";
import type { ServiceContext } from "@/server/services/context";
import { lockOwnNeed } from "@/server/services/needs/queries";

/**
 * Signing submits: in one transaction the consent becomes live and the application is bound to it
 * and goes to its bank, or neither. One that lost its consent is taken up again the same way.
 */
export async function submitApplication(
  context: ServiceContext<"sme">,
  { applicationId, consentId, artefactHash, code }: SubmitApplicationInput,
) {
  const { db, actor, now } = context;
  const enterpriseId = actor.organizationId;

  const seen = await db.transaction((tx) => getOwnRow(tx, enterpriseId, applicationId));
  authorize(actor, "application.submit", seen);
  if (seen.consentId === consentId && seen.status === "submitted")
    return { id: seen.id, status: seen.status };
  // A code works once: refuse what can be refused before it is used up.
  decide(seen, now);
  await verifySigningCode(context, code);

  return db.transaction(async (tx) => {
    const need = seen.needId ? await lockOwnNeed(tx, enterpriseId, seen.needId) : null;
    const application = await lockOwnRow(tx, enterpriseId, applicationId);
    const change = decide(application, now);
    if (need && !needCan("apply", need)) throw new Conflict("need_not_open");
    const [consent] = await tx
      .select({ id: consents.id })
      .from(consents)
      .where(
        and(
          eq(consents.id, consentId),
          eq(consents.enterpriseId, enterpriseId),
          eq(consents.applicationId, applicationId),
          eq(consents.purpose, "loan_application"),
        ),
      );
    if (!consent) throw new NotFound("consent");

    await signInTransaction(tx, context, { consentId, artefactHash });
    await tx
      .update(applications)
      .set({ ...change, consentId })
      .where(eq(applications.id, applicationId));
    // Of one that is taken up again: the bank asks anew where it still wants to know.
    await lapseOpenRequests(tx, [applicationId]);
    if (need && need.status !== "in_market")
      await tx.update(needs).set({ status: "in_market" }).where(eq(needs.id, need.id));
    await recordTransition(tx, context, {
      id: applicationId,
      from: application.status,
      to: change.status,
    });
    await recordEvent(tx, context, `application.${change.status}`, applicationId, {
      enterpriseId,
      bankId: application.bankId,
    });
    return { id: applicationId, status: change.status };
  });
}
