import { sql } from "drizzle-orm";
import type { GetConsentInput } from "@/domain/consents/schema";
import { authorize } from "@/domain/policy";
import { actOnConsent } from "@/server/services/consents/act-on-consent";
import type { ServiceContext } from "@/server/services/context";

/** Gives again what was signed, and no more. */
export async function resumeConsent(
  { db, actor }: ServiceContext<"sme">,
  { consentId }: GetConsentInput,
) {
  authorize(actor, "consent.resume", { enterpriseId: actor.organizationId });
  return actOnConsent(
    db,
    consentId,
    sql`select refusal, done_at from gate.consent_resume(${db.token}, ${consentId}::uuid)`,
  );
}
