import { sql } from "drizzle-orm";
import type { NarrowConsentInput } from "@/domain/consents/life-schema";
import { endOfShanghaiDay } from "@/domain/consents/periods";
import { authorize } from "@/domain/policy";
import { Invalid } from "@/domain/shared/errors";
import { actOnConsent } from "@/server/services/consents/act-on-consent";
import type { ServiceContext } from "@/server/services/context";

/**
 * Takes something away from a consent. It needs no signature, because it can only ever give less:
 * the gate refuses anything wider.
 */
export async function narrowConsent(
  { db, actor }: ServiceContext<"sme">,
  { consentId, drops, dataFrom, until, maxReads }: NarrowConsentInput,
) {
  authorize(actor, "consent.narrow", { enterpriseId: actor.organizationId });
  if (drops.length === 0 && !dataFrom && !until && !maxReads)
    throw new Invalid("nothing_narrowed", "drops");
  const scopes = drops.map(({ item, granularity }) => `${item}:${granularity}`);
  const validTo = until && endOfShanghaiDay(until).toISOString();
  return actOnConsent(
    db,
    consentId,
    sql`select refusal, done_at from gate.consent_narrow(${db.token}, ${consentId}::uuid,
      ${sql.param(scopes)}::text[], ${dataFrom ?? null}::date, ${validTo ?? null}::timestamptz, ${maxReads ?? null}::integer)`,
  );
}
