import { and, eq, isNull, sql } from "drizzle-orm";
import { consentItems, consents } from "@/db/schema";
import type { ReadUnderConsentInput } from "@/domain/profiles/schema";
import { authorize } from "@/domain/policy";
import { lastFullMonth } from "@/domain/shared/calendar";
import { Conflict, NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { readProfile } from "./read-profile";
import { releaseProfile } from "./release-profile";

/**
 * A bank reads what any live consent of its own covers: one permitted read, in the enterprise's
 * ledger before a byte is served. An application's profile is read as the application's.
 */
export async function readUnderConsent(
  context: ServiceContext<"bank">,
  { consentId }: ReadUnderConsentInput,
) {
  const { db, actor, now } = context;
  const { consent, items } = await db.transaction(async (tx) => {
    const [row] = await tx
      .select({
        consentId: consents.id,
        enterpriseId: consents.enterpriseId,
        applicationId: consents.applicationId,
        purpose: consents.purpose,
        subject: consents.subject,
        validTo: sql<Date>`upper(${consents.valid})`.mapWith(consents.createdAt),
      })
      .from(consents)
      .where(and(eq(consents.id, consentId), eq(consents.recipientId, actor.organizationId)));
    if (!row) throw new NotFound("consent");
    return {
      consent: row,
      items: await tx
        .select()
        .from(consentItems)
        .where(and(eq(consentItems.consentId, consentId), isNull(consentItems.droppedAt))),
    };
  });
  authorize(actor, "profile.read", { bankId: actor.organizationId });
  const { purpose, subject, applicationId } = consent;
  if (purpose === "report_share") throw new Conflict("report_has_its_own_page");
  if (purpose === "loan_application" && subject === "enterprise" && applicationId)
    return readProfile(context, { applicationId });
  const read = await releaseProfile(db, { ...consent, items }, now);
  if (purpose === "post_loan_monitoring") await refresh(context, consentId);
  return read;
}

/** A new month is fetched when the bank first looks in it; it is there at the next look. */
async function refresh({ db, now }: ServiceContext<"bank">, consentId: string) {
  const [last] = await db.call<{ requested_at: string }>(
    sql`select requested_at from vault.fetch_status(${db.token}, ${consentId}::uuid) order by requested_at desc limit 1`,
  );
  if (last && lastFullMonth(new Date(last.requested_at)) >= lastFullMonth(now)) return;
  await db.call(sql`select refusal from vault.fetch_queue(${db.token}, ${consentId}::uuid)`);
}
