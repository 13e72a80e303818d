import { sql } from "drizzle-orm";
import type { RevokeConsentInput } from "@/domain/consents/schema";
import { authorize } from "@/domain/policy";
import { Conflict, DomainError, NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";

/**
 * Ends a consent. When this returns, no read of it is served any more: the database waited for
 * the reads in flight and lets none start. Revoking twice gives the first time again.
 */
export async function revokeConsent(
  { db, actor }: ServiceContext<"sme">,
  { consentId, reason, demandDeletion = false }: RevokeConsentInput,
) {
  authorize(actor, "consent.revoke", { enterpriseId: actor.organizationId });
  const [revoked] = await db.call<{ refusal: string | null; revoked_at: string }>(
    sql`select refusal, revoked_at from gate.consent_revoke(${db.token}, ${consentId}::uuid, ${reason ?? null}, ${demandDeletion})`,
  );
  if (!revoked) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  if (revoked.refusal === "NO_SUCH_CONSENT") throw new NotFound("consent");
  if (revoked.refusal) throw new Conflict(revoked.refusal.toLowerCase());
  return { consentId, revokedAt: new Date(revoked.revoked_at) };
}
