import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { applications, consents, enterprises, entries, reports } from "@/db/schema";
import { liveApplicationStatuses, type ApplicationStatus } from "@/domain/applications/lifecycle";
import type { ConsentArtefact } from "@/domain/consents/artefact";
import type { BankConsentView, ListBankConsentsInput } from "@/domain/consents/bank-schema";
import { listConsents } from "@/server/services/consents/queries";
import type { ServiceContext } from "@/server/services/context";

const mostShown = 200;

/** The consents this bank holds or held, newest first; what was never signed is not the bank's to see. */
export async function listBankConsents(
  { db, actor, now }: ServiceContext<"bank">,
  { applicationId }: ListBankConsentsInput = {},
): Promise<BankConsentView[]> {
  return db.transaction(async (tx) => {
    const held = await tx
      .select({
        id: consents.id,
        subject: consents.subject,
        applicationStatus: applications.status,
        reportNumber: reports.number,
        enterprise: enterprises.name,
      })
      .from(consents)
      .leftJoin(applications, eq(applications.id, consents.applicationId))
      // Of whoever only shared a report the bank sees no row; the text it signed names it.
      .leftJoin(enterprises, eq(enterprises.id, consents.enterpriseId))
      .leftJoin(reports, eq(reports.id, consents.reportId))
      .where(
        and(
          eq(consents.recipientId, actor.organizationId),
          applicationId ? eq(consents.applicationId, applicationId) : undefined,
          ne(consents.status, "requested"),
          ne(consents.status, "rejected"),
          ne(consents.status, "cancelled"),
          ne(consents.status, "awaiting_cosign"),
        ),
      )
      .orderBy(desc(consents.createdAt), desc(consents.id))
      .limit(mostShown);
    if (held.length === 0) return [];
    const ids = held.map(({ id }) => id);
    const recent = await tx
      .select({
        consentId: entries.consentId,
        count: sql<number>`count(*)`.mapWith(Number),
      })
      .from(entries)
      .innerJoin(consents, eq(consents.id, entries.consentId))
      .where(
        and(
          inArray(entries.consentId, ids),
          eq(entries.action, "gate.open"),
          eq(entries.code, "PERMITTED"),
          sql`${entries.at} >= coalesce(date_trunc(${consents.readsPerUnit}, ${now.toISOString()}::timestamptz, 'Asia/Shanghai'), '-infinity')`,
        ),
      )
      .groupBy(entries.consentId);
    const views = await listConsents(tx, { ids, now });
    return held.flatMap((row) => {
      const consent = views.find(({ id }) => id === row.id);
      if (!consent) return [];
      return [
        {
          id: consent.id,
          enterprise: row.enterprise ?? signedName(consent.artefact),
          purpose: consent.purpose,
          subject: row.subject,
          applicationId: consent.applicationId,
          reportNumber: row.reportNumber,
          status: consent.status,
          validFrom: consent.validFrom,
          validTo: consent.validTo,
          endedAt: consent.endedAt,
          readsPerUnit: consent.readsPerUnit,
          readsPerCount: consent.readsPerCount,
          readsInUnit: recent.find(({ consentId }) => consentId === consent.id)?.count ?? 0,
          readsUsed: consent.readsUsed,
          lastReadAt: consent.lastReadAt,
          items: consent.items,
          isInReview: consent.purpose === "loan_application" && isLive(row.applicationStatus),
        },
      ];
    });
  });
}

const signedName = (artefact: string) => (JSON.parse(artefact) as ConsentArtefact).enterpriseName;

function isLive(status: ApplicationStatus | null): boolean {
  return status !== null && (liveApplicationStatuses as readonly string[]).includes(status);
}
