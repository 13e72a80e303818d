import { and, eq } from "drizzle-orm";
import { consents } from "@/db/schema";
import { submitApplication as decide } from "@/domain/applications/enterprise-rules";
import type { SubmitApplicationInput } from "@/domain/applications/enterprise-schema";
import { authorize } from "@/domain/policy";
import { shanghaiDay } from "@/domain/shared/calendar";
import { NotFound } from "@/domain/shared/errors";
import { getOwnRow } from "@/server/services/applications/own-application";
import { signConsent } from "@/server/services/consents/sign-consent";
import { refuseOffShelf } from "@/server/services/products/queries";
import type { ServiceContext } from "@/server/services/context";

/**
 * Signing submits: with the last signature that it takes the consent becomes live and the application
 * goes to its bank, or neither. Where it takes two, the first one leaves it prepared. One that lost
 * its consent is taken up again the same way.
 */
export async function submitApplication(
  context: ServiceContext<"sme">,
  { applicationId, consentId, artefactHash, proof }: SubmitApplicationInput,
) {
  const { db, actor, now } = context;
  const enterpriseId = actor.organizationId;
  const read = () =>
    db.transaction(async (tx) => {
      const application = await getOwnRow(tx, enterpriseId, applicationId);
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
      return { application, consent };
    });

  const { application: seen, consent } = await read();
  authorize(actor, "application.submit", seen);
  if (seen.consentId === consentId && seen.status === "submitted")
    return { id: seen.id, status: seen.status };
  decide(seen, now);
  // Before the proof is used up.
  if (seen.status === "prepared")
    await db.transaction((tx) => refuseOffShelf(tx, seen, shanghaiDay(now)));
  if (!consent) throw new NotFound("consent");
  await signConsent(context, { consentId, artefactHash, proof }, { isToSubmit: true });
  const { application } = await read();
  return { id: application.id, status: application.status };
}
