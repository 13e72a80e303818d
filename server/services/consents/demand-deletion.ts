import { sql } from "drizzle-orm";
import type { GetConsentInput } from "@/domain/consents/schema";
import type { DeletionDemanded } from "@/domain/erasures/schema";
import { authorize } from "@/domain/policy";
import { Conflict, DomainError, NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";

type Verdict = { refusal: string | null; due_at: string | null };

/**
 * Demands that what was read under a consent that is over be deleted within the week, and not only at
 * the end of its life. Demanded twice it is one demand, with its first day.
 */
export async function demandDeletion(
  { db, actor }: ServiceContext<"sme">,
  { consentId }: GetConsentInput,
): Promise<DeletionDemanded> {
  authorize(actor, "consent.revoke", { enterpriseId: actor.organizationId });
  const [verdict] = await db.call<Verdict>(
    sql`select refusal, due_at from gate.erasure_demand(${db.token}, ${consentId}::uuid)`,
  );
  if (verdict?.refusal === "NO_SUCH_CONSENT") throw new NotFound("consent");
  if (verdict?.refusal === "ALREADY_ATTESTED") throw new Conflict("deletion_declared");
  if (verdict?.refusal) throw new Conflict(verdict.refusal.toLowerCase());
  if (!verdict?.due_at) throw new DomainError("SERVICE_UNAVAILABLE", "gate_silent");
  return { consentId, dueAt: new Date(verdict.due_at) };
}
