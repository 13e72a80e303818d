import type { GetConsentInput } from "@/domain/consents/schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import { findConsent } from "@/server/services/consents/queries";
import type { ServiceContext } from "@/server/services/context";

export async function getConsent(
  { db, actor, now }: ServiceContext<"sme">,
  { consentId }: GetConsentInput,
) {
  authorize(actor, "ledger.read", { enterpriseId: actor.organizationId });
  const consent = await db.transaction((tx) => findConsent(tx, consentId, now));
  if (!consent) throw new NotFound("consent");
  return consent;
}
