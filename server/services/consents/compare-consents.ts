import { and, desc, eq, lt } from "drizzle-orm";
import { consents } from "@/db/schema";
import { diffConsents } from "@/domain/consents/diff";
import type { ConsentComparison } from "@/domain/consents/life-schema";
import type { GetConsentInput } from "@/domain/consents/schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import { findConsent, listConsents } from "@/server/services/consents/queries";
import type { ServiceContext } from "@/server/services/context";

const most = 100;

/** What a text changes against the one of its family that was last signed before it. */
export async function compareConsents(
  { db, actor, now }: ServiceContext<"sme">,
  { consentId }: GetConsentInput,
): Promise<ConsentComparison> {
  authorize(actor, "ledger.read", { enterpriseId: actor.organizationId });
  return db.transaction(async (tx) => {
    const after = await findConsent(tx, consentId, now);
    if (!after) throw new NotFound("consent");
    const earlier = await tx
      .select({ id: consents.id })
      .from(consents)
      .where(and(eq(consents.familyId, after.familyId), lt(consents.revision, after.revision)))
      .orderBy(desc(consents.revision))
      .limit(most);
    const texts = await listConsents(tx, { ids: earlier.map(({ id }) => id), now });
    const before = texts
      .filter(({ signedAt }) => signedAt !== null)
      .toSorted((one, other) => other.revision - one.revision)[0];
    return {
      before: before ? { id: before.id, revision: before.revision } : null,
      differences: before ? [...diffConsents(before, after)] : [],
    };
  });
}
