import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import {
  applications,
  banks,
  consentItems,
  consents,
  consentSignatures,
  entries,
  purposeTemplates,
} from "@/db/schema";
import type { ConsentArtefact } from "@/domain/consents/artefact";
import { effectiveConsentStatus } from "@/domain/consents/lifecycle";
import type { ConsentView } from "@/domain/consents/schema";
import { daysBetween, shanghaiDay } from "@/domain/shared/calendar";

type Wanted = { ids?: readonly string[]; now?: Date };

/** Consents the caller may see, newest first: row-level security decides which. */
export async function listConsents(tx: Transaction, { ids, now = new Date() }: Wanted = {}) {
  const rows = await tx
    .select({
      consent: consents,
      validFrom: sql<Date>`lower(${consents.valid})`.mapWith(consents.createdAt),
      validTo: sql<Date>`upper(${consents.valid})`.mapWith(consents.createdAt),
      bank: banks,
      template: purposeTemplates,
      appliedAt:
        sql<Date | null>`coalesce(${applications.submittedAt}, ${applications.createdAt})`.mapWith(
          consents.createdAt,
        ),
    })
    .from(consents)
    .innerJoin(
      purposeTemplates,
      and(
        eq(purposeTemplates.code, consents.purpose),
        eq(purposeTemplates.version, consents.templateVersion),
      ),
    )
    .leftJoin(banks, eq(banks.id, consents.recipientId))
    .leftJoin(applications, eq(applications.id, consents.applicationId))
    .where(ids ? inArray(consents.id, [...ids]) : undefined)
    // Ids are their makers' and say nothing of when.
    .orderBy(desc(consents.createdAt), desc(consents.id))
    .limit(200);
  if (rows.length === 0) return [];

  const found = rows.map(({ consent }) => consent.id);
  const items = await tx.select().from(consentItems).where(inArray(consentItems.consentId, found));
  const signatures = await tx
    .select({
      consentId: consentSignatures.consentId,
      role: consentSignatures.role,
      method: consentSignatures.method,
      at: consentSignatures.at,
    })
    .from(consentSignatures)
    .where(inArray(consentSignatures.consentId, found))
    .orderBy(asc(consentSignatures.at));
  const reads = await tx
    .select({
      consentId: entries.consentId,
      count: sql<number>`count(*)`.mapWith(Number),
      inUnit: sql<number>`count(*) filter (where ${entries.at} >=
        coalesce(date_trunc(${consents.readsPerUnit}, ${now.toISOString()}::timestamptz, 'Asia/Shanghai'), '-infinity'))`.mapWith(
        Number,
      ),
      last: sql<Date>`max(${entries.at})`.mapWith(entries.at),
    })
    .from(entries)
    .innerJoin(consents, eq(consents.id, entries.consentId))
    .where(
      and(
        inArray(entries.consentId, found),
        eq(entries.action, "gate.open"),
        eq(entries.code, "PERMITTED"),
      ),
    )
    .groupBy(entries.consentId);

  return rows.map(({ consent, validFrom, validTo, bank, template, appliedAt }): ConsentView => {
    const artefact = consent.artefact.toString("utf8");
    const signed = signatures.filter(({ consentId }) => consentId === consent.id);
    const read = reads.find(({ consentId }) => consentId === consent.id);
    return {
      id: consent.id,
      familyId: consent.familyId,
      revision: consent.revision,
      subject: consent.subject,
      quorum: consent.quorum,
      purpose: consent.purpose,
      recipient: bank && { id: bank.id, name: bank.name, nameEn: bank.nameEn },
      applicationId: consent.applicationId,
      appliedOn: appliedAt && shanghaiDay(appliedAt),
      reportId: consent.reportId,
      askId: consent.askId,
      status: effectiveConsentStatus(
        { status: consent.status, validFrom, validTo, answerBy: consent.answerBy },
        now,
      ),
      validFrom,
      validTo,
      answerBy: consent.answerBy,
      maxReads: consent.maxReads,
      readsPerUnit: consent.readsPerUnit,
      readsPerCount: consent.readsPerCount,
      maxFetches: consent.maxFetches,
      dataLifeDays: consent.dataLifeDays,
      artefact,
      artefactHash: consent.artefactHash.toString("hex"),
      wording: { zh: template.wordingZh, en: template.wordingEn },
      ceilings: {
        validityDays: template.maxValidityDays,
        dataMonths: template.maxDataMonths,
        reads: template.maxReads,
        dataLifeDays: template.dataLifeDays,
      },
      items: items
        .filter(({ consentId }) => consentId === consent.id)
        .map(({ item, granularity, dataFrom, dataTo, why, isRequired, droppedAt }) => ({
          item: item as ConsentView["items"][number]["item"],
          granularity,
          from: dataFrom,
          to: dataTo,
          why,
          isRequired,
          isDropped: droppedAt !== null,
        })),
      signedAt: signed[0]?.at ?? null,
      signedBy: signed[0] ? (JSON.parse(artefact) as ConsentArtefact).signer.name : null,
      signatures: signed.map(({ role, method, at }) => ({ role, method, at })),
      endedAt: consent.endedAt,
      endedReason: consent.endedReason,
      readsUsed: read?.count ?? 0,
      readsInUnit: read?.inUnit ?? 0,
      lastReadAt: read?.last ?? null,
      idleDays: read ? daysBetween(shanghaiDay(read.last), shanghaiDay(now)) : null,
    };
  });
}

/** One consent in the caller's sight, or null. */
export async function findConsent(tx: Transaction, id: string, now?: Date) {
  const [consent] = await listConsents(tx, { ids: [id], ...(now && { now }) });
  return consent ?? null;
}
