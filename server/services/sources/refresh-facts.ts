import { sql } from "drizzle-orm";
import { authorize } from "@/domain/policy";
import { Conflict, NotFound } from "@/domain/shared/errors";
import type { ListFetchesInput, RefreshedView } from "@/domain/sources/schema";
import type { ServiceContext } from "@/server/services/context";

/**
 * Asks the agencies of a live consent again, as often as it allows: every item by itself, and none
 * that is being asked already. What they answer replaces what they answered before.
 */
export async function refreshFacts(
  { db, actor }: ServiceContext<"sme">,
  { consentId }: ListFetchesInput,
): Promise<RefreshedView> {
  authorize(actor, "source.refresh", { enterpriseId: actor.organizationId });
  const [asked] = await db.call<{ refusal: string | null; queued: number }>(
    sql`select refusal, queued from vault.fetch_queue(${db.token}, ${consentId}::uuid)`,
  );
  if (!asked || asked.refusal === "NO_SUCH_CONSENT") throw new NotFound("consent");
  if (asked.refusal && asked.queued === 0) throw new Conflict(asked.refusal.toLowerCase());
  return { queued: asked.queued };
}
