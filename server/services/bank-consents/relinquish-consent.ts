import { sql } from "drizzle-orm";
import type { RelinquishConsentInput } from "@/domain/consents/bank-schema";
import { authorize } from "@/domain/policy";
import { Conflict, DomainError, NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { listBankConsents } from "./list-bank-consents";

type Given = { refusal: string | null; relinquished_at: string };

/** The bank gives back what it no longer needs. While it still judges the application it declines that instead. */
export async function relinquishConsent(
  context: ServiceContext<"bank">,
  { consentId, reason }: RelinquishConsentInput,
) {
  const { db, actor } = context;
  const consent = (await listBankConsents(context)).find(({ id }) => id === consentId);
  if (!consent) throw new NotFound("consent");
  authorize(actor, "consent.relinquish", { bankId: actor.organizationId });
  if (consent.isInReview) throw new Conflict("consent_in_review");
  const [given] = await db.call<Given>(
    sql`select refusal, relinquished_at from gate.consent_relinquish(${db.token}, ${consentId}::uuid, ${reason ?? null})`,
  );
  if (!given) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  if (given.refusal === "NO_SUCH_CONSENT") throw new NotFound("consent");
  if (given.refusal) throw new Conflict(given.refusal.toLowerCase());
  return { consentId, relinquishedAt: new Date(given.relinquished_at) };
}
