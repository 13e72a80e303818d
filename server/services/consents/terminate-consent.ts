import { sql } from "drizzle-orm";
import type { TerminateConsentInput } from "@/domain/consents/office-schema";
import { authorize } from "@/domain/policy";
import { actOnConsent } from "@/server/services/consents/act-on-consent";
import type { ServiceContext } from "@/server/services/context";

/** Ends a consent on behalf of the public; the reason is read by both sides. */
export async function terminateConsent(
  { db, actor }: ServiceContext<"credit_office">,
  { consentId, reason }: TerminateConsentInput,
) {
  authorize(actor, "consent.terminate", {});
  return actOnConsent(
    db,
    consentId,
    sql`select refusal, terminated_at as done_at from gate.consent_terminate(${db.token}, ${consentId}::uuid, ${reason})`,
  );
}
