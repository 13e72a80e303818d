import { DomainError } from "@/domain/shared/errors";
import { revokeConsent } from "@/server/services/consents/revoke-consent";
import type { ServiceContext } from "@/server/services/context";

/**
 * Where an application is over, its bank has nothing left to look for. After the commit: the gate
 * takes its own lock and waits for reads in flight. A consent that has ended already stays so.
 */
export async function endConsents(
  context: ServiceContext<"sme">,
  consentIds: readonly (string | null)[],
  reason: string,
) {
  for (const consentId of consentIds) {
    if (!consentId) continue;
    try {
      await revokeConsent(context, { consentId, reason });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
}
