import type { PersonaDatabase } from "@/db/client";
import type { Purpose } from "@/domain/consents/lifecycle";
import { profileOf } from "@/domain/profiles/profile";
import type { ReadProfile } from "@/domain/profiles/schema";
import { NotFound } from "@/domain/shared/errors";
import type { Scope } from "@/domain/sources/catalogue";
import { listQuestions } from "@/server/services/predicates/queries";
import { readThroughGate } from "@/server/services/gate/read-through-gate";

type Held = {
  consentId: string;
  enterpriseId: string;
  purpose: Purpose;
  applicationId: string | null;
  validTo: Date;
  items: readonly { scope: string; dataFrom: string; dataTo: string }[];
};

/** Everything a consent covers now, in one permitted read, as the recipient's page draws it. */
export async function releaseProfile(
  db: PersonaDatabase,
  { consentId, enterpriseId, purpose, applicationId, validTo, items }: Held,
  now: Date,
): Promise<ReadProfile> {
  const scopes = items.map(({ scope }) => scope as Scope);
  const from = items
    .map(({ dataFrom }) => dataFrom)
    .toSorted()
    .at(-1);
  const to = items.map(({ dataTo }) => dataTo).toSorted()[0];
  if (!from || !to) throw new NotFound("consent");
  const facts = await readThroughGate(db, {
    consentId,
    enterpriseId,
    purpose,
    applicationId,
    scopes,
    from,
    to,
  });
  const asOf = facts.map((fact) => fact.asOf.getTime());
  return {
    profile: profileOf(
      scopes,
      facts.map(({ scope, period, content }) => ({ scope: scope as Scope, period, content })),
      await db.transaction(listQuestions),
    ) as ReadProfile["profile"],
    consentId,
    readAt: now,
    dataAsOf: asOf.length > 0 ? new Date(Math.max(...asOf)) : null,
    validTo,
  };
}
