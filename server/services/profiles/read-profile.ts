import { and, eq, isNull, sql } from "drizzle-orm";
import { applications, consentItems, consents } from "@/db/schema";
import { authorize } from "@/domain/policy";
import { profileOf } from "@/domain/profiles/profile";
import type { ReadProfile, ReadProfileInput } from "@/domain/profiles/schema";
import { Conflict, NotFound } from "@/domain/shared/errors";
import type { Scope } from "@/domain/sources/catalogue";
import { startReview } from "@/server/services/applications/start-review";
import type { ServiceContext } from "@/server/services/context";
import { readThroughGate } from "@/server/services/gate/read-through-gate";

/**
 * The bank reads the profile of an application: one permitted read, in the enterprise's ledger
 * before a byte is served. The first read begins the review.
 */
export async function readProfile(
  context: ServiceContext<"bank">,
  { applicationId }: ReadProfileInput,
): Promise<ReadProfile> {
  const { db, actor, now } = context;
  const { application, consent, items } = await db.transaction(async (tx) => {
    const [row] = await tx
      .select({
        application: applications,
        consentId: consents.id,
        purpose: consents.purpose,
        validTo: sql<Date>`upper(${consents.valid})`.mapWith(consents.createdAt),
      })
      .from(applications)
      .innerJoin(consents, eq(consents.id, applications.consentId))
      .where(
        and(eq(applications.id, applicationId), eq(applications.bankId, actor.organizationId)),
      );
    if (!row) throw new NotFound("application");
    return {
      application: row.application,
      consent: row,
      items: await tx
        .select()
        .from(consentItems)
        .where(and(eq(consentItems.consentId, row.consentId), isNull(consentItems.droppedAt))),
    };
  });
  authorize(actor, "profile.read", application);
  // Before 受理 there is nothing to read for; whatever else is wrong the gate says, and writes down.
  if (application.status === "submitted") throw new Conflict("application_not_in_review");

  const scopes = items.map(({ scope }) => scope as Scope);
  const from = items
    .map(({ dataFrom }) => dataFrom)
    .toSorted()
    .at(-1);
  const to = items.map(({ dataTo }) => dataTo).toSorted()[0];
  if (!from || !to) throw new NotFound("consent");
  const facts = await readThroughGate(db, {
    consentId: consent.consentId,
    enterpriseId: application.enterpriseId,
    purpose: consent.purpose,
    applicationId,
    scopes,
    from,
    to,
  });

  await startReview(context, { applicationId });
  const asOf = facts.map((fact) => fact.asOf.getTime());
  return {
    profile: profileOf(
      scopes,
      facts.map(({ scope, period, content }) => ({ scope: scope as Scope, period, content })),
    ) as ReadProfile["profile"],
    consentId: consent.consentId,
    readAt: now,
    dataAsOf: asOf.length > 0 ? new Date(Math.max(...asOf)) : null,
    validTo: consent.validTo,
  };
}
