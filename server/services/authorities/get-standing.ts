import type { SigningStanding } from "@/domain/authorities/schema";
import type { GetConsentInput } from "@/domain/consents/schema";
import { authorize } from "@/domain/policy";
import { findUnsigned } from "@/server/services/consents/find-unsigned";
import type { ServiceContext } from "@/server/services/context";

/** Whether the caller could put their name to a consent now, and why not. The gate has the last word. */
export async function getStanding(
  context: ServiceContext<"sme">,
  { consentId }: GetConsentInput,
): Promise<SigningStanding> {
  const { db, actor } = context;
  const { enterpriseId, capacity } = await db.transaction((tx) =>
    findUnsigned(tx, context, consentId),
  );
  authorize(actor, "authority.read", { enterpriseId });
  return typeof capacity === "string"
    ? { role: null, refusal: capacity }
    : { role: capacity.role, refusal: null };
}
