import { sql } from "drizzle-orm";
import type { GetConsentInput } from "@/domain/consents/schema";
import { authorize } from "@/domain/policy";
import { actOnConsent } from "@/server/services/consents/act-on-consent";
import type { ServiceContext } from "@/server/services/context";

/** Says no to a text that waits for a signature, or for a second one. */
export async function rejectConsent(
  { db, actor }: ServiceContext<"sme">,
  { consentId }: GetConsentInput,
) {
  authorize(actor, "consent.reject", { enterpriseId: actor.organizationId });
  return actOnConsent(
    db,
    consentId,
    sql`select refusal, done_at from gate.consent_reject(${db.token}, ${consentId}::uuid)`,
  );
}
