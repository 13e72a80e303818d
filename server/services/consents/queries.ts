import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import {
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

type Wanted = { ids?: readonly string[]; now?: Date };

/** Consents the caller may see, newest first: row-level security decides which. */
export async function listConsents(tx: Transaction, { ids, now = new Date() }: Wanted = {}) {
  const rows = await tx
    .select({
      consent: consents,
      validFrom: sql<Date>`lower(${consents.valid})`.mapWith(consents.createdAt),
      validTo: sql<Date>`upper(${consents.valid})`.mapWith(consents.createdAt),
      bank: banks,
      wordingZh: purposeTemplates.wordingZh,
      wordingEn: purposeTemplates.wordingEn,
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
    .where(ids ? inArray(consents.id, [...ids]) : undefined)
    .orderBy(desc(consents.id))
    .limit(200);
  if (rows.length === 0) return [];

  const found = rows.map(({ consent }) => consent.id);
  const items = await tx.select().from(consentItems).where(inArray(consentItems.consentId, found));
  const signatures = await tx
    .select({ consentId: consentSignatures.consentId, at: consentSignatures.at })
    .from(consentSignatures)
    .where(inArray(consentSignatures.consentId, found));
  const reads = await tx
    .select({
      consentId: entries.consentId,
      count: sql<number>`count(*)`.mapWith(Number),
      last: sql<Date>`max(${entries.at})`.mapWith(entries.at),
    })
    .from(entries)
    .where(
      and(
        inArray(entries.consentId, found),
        eq(entries.action, "gate.open"),
        eq(entries.code, "PERMITTED"),
      ),
    )
    .groupBy(entries.consentId);

  return rows.map(({ consent, validFrom, validTo, bank, wordingZh, wordingEn }): ConsentView => {
    const artefact = consent.artefact.toString("utf8");
    const signature = signatures.find(({ consentId }) => consentId === consent.id);
    const read = reads.find(({ consentId }) => consentId === consent.id);
    return {
      id: consent.id,
      revision: consent.revision,
      purpose: consent.purpose,
      recipient: bank && { id: bank.id, name: bank.name, nameEn: bank.nameEn },
      applicationId: consent.applicationId,
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
      wording: { zh: wordingZh, en: wordingEn },
      items: items
        .filter(({ consentId }) => consentId === consent.id)
        .map(({ item, granularity, dataFrom, dataTo, why, droppedAt }) => ({
          item: item as ConsentView["items"][number]["item"],
          granularity,
          from: dataFrom,
          to: dataTo,
          why,
          isDropped: droppedAt !== null,
        })),
      signedAt: signature?.at ?? null,
      signedBy: signature ? (JSON.parse(artefact) as ConsentArtefact).signer.name : null,
      endedAt: consent.endedAt,
      readsUsed: read?.count ?? 0,
      lastReadAt: read?.last ?? null,
    };
  });
}

/** One consent in the caller's sight, or null. */
export async function findConsent(tx: Transaction, id: string, now?: Date) {
  const [consent] = await listConsents(tx, { ids: [id], ...(now && { now }) });
  return consent ?? null;
}
