import { and, eq, inArray } from "drizzle-orm";
import { applications, banks } from "@/db/schema";
import { liveApplicationStatuses } from "@/domain/applications/lifecycle";
import type { ConsentConsequences, GetConsentInput } from "@/domain/consents/schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import { findConsent } from "@/server/services/consents/queries";
import type { ServiceContext } from "@/server/services/context";

/** What revoking would touch, told before it is done. */
export async function getConsequences(
  { db, actor, now }: ServiceContext<"sme">,
  { consentId }: GetConsentInput,
): Promise<ConsentConsequences> {
  authorize(actor, "ledger.read", { enterpriseId: actor.organizationId });
  return db.transaction(async (tx) => {
    const consent = await findConsent(tx, consentId, now);
    if (!consent) throw new NotFound("consent");
    const touched = await tx
      .select({ id: applications.id, bank: banks.name, status: applications.status })
      .from(applications)
      .innerJoin(banks, eq(banks.id, applications.bankId))
      .where(
        and(
          eq(applications.consentId, consentId),
          inArray(applications.status, [...liveApplicationStatuses]),
        ),
      );
    return {
      consentId,
      isLive: consent.status === "active" || consent.status === "paused",
      applications: touched,
      losesMatches: consent.purpose === "platform_matching",
    };
  });
}
