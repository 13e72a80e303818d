import { and, eq, isNull, sql } from "drizzle-orm";
import { applications, consentItems, consents } from "@/db/schema";
import { authorize } from "@/domain/policy";
import type { ReadProfile, ReadProfileInput } from "@/domain/profiles/schema";
import { Conflict, NotFound } from "@/domain/shared/errors";
import { startReview } from "@/server/services/applications/start-review";
import type { ServiceContext } from "@/server/services/context";
import { releaseProfile } from "./release-profile";

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

  const { consentId, purpose, validTo } = consent;
  const { enterpriseId } = application;
  const held = { consentId, enterpriseId, purpose, applicationId, validTo, items };
  const read = await releaseProfile(db, held, now);
  await startReview(context, { applicationId });
  return read;
}
