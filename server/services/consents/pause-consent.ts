import { sql } from "drizzle-orm";
import type { GetConsentInput } from "@/domain/consents/schema";
import { authorize } from "@/domain/policy";
import { actOnConsent } from "@/server/services/consents/act-on-consent";
import type { ServiceContext } from "@/server/services/context";

/** Lets nobody read until it is resumed. Nothing else that hangs on the consent moves. */
export async function pauseConsent(
  { db, actor }: ServiceContext<"sme">,
  { consentId }: GetConsentInput,
) {
  authorize(actor, "consent.pause", { enterpriseId: actor.organizationId });
  return actOnConsent(
    db,
    consentId,
    sql`select refusal, done_at from gate.consent_pause(${db.token}, ${consentId}::uuid)`,
  );
}
