import { and, asc, desc, eq, isNotNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import {
  applicationEvents,
  applications,
  documents,
  enterprises,
  informationRequests,
  loans,
  needs,
  productVersions,
  publicRecords,
} from "@/db/schema";
import type { BankApplicationIdInput, CaseView } from "@/domain/applications/bank-schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import { findConsent } from "@/server/services/consents/queries";
import type { ServiceContext } from "@/server/services/context";

/** Everything about one application but the profile, which only the gate gives. */
export async function getCase(
  context: ServiceContext<"bank">,
  { applicationId }: BankApplicationIdInput,
): Promise<CaseView> {
  const { db, actor, now } = context;
  return db.transaction(async (tx) => {
    const found = await findRows(tx, context, applicationId);
    if (!found) throw new NotFound("application");
    const { application, enterprise, need, content } = found;
    authorize(actor, "application.read", application);
    const consent = application.consentId
      ? await findConsent(tx, application.consentId, now)
      : null;
    const [loan] = await tx
      .select({ id: loans.id })
      .from(loans)
      .where(eq(loans.applicationId, application.id));
    return {
      id: application.id,
      status: application.status,
      amount: application.amount,
      termMonths: application.termMonths,
      need,
      bankId: application.bankId,
      enterpriseId: application.enterpriseId,
      officerId: application.officerId,
      submittedAt: application.submittedAt,
      acceptBy: application.acceptBy,
      acceptedAt: application.acceptedAt,
      decideBy: application.decideBy,
      clockStoppedAt: application.clockStoppedAt,
      decidedAt: application.decidedAt,
      declineReasons: application.declineReasons ?? [],
      declineMessage: application.declineMessage,
      product: { id: application.productId, version: application.productVersion, content },
      enterprise: { ...enterprise, records: await listRecords(tx, application.enterpriseId) },
      consent: consent && {
        id: consent.id,
        status: consent.status,
        validTo: consent.validTo,
        maxReads: consent.maxReads,
        readsUsed: consent.readsUsed,
        lastReadAt: consent.lastReadAt,
        items: consent.items,
        signatures: consent.signatures,
      },
      history: await listHistory(tx, context, application.id),
      requests: await listRequests(tx, application.id),
      documents: await tx
        .select({
          id: documents.id,
          name: documents.name,
          mediaType: documents.mediaType,
          size: documents.size,
          uploadedAt: documents.uploadedAt,
        })
        .from(documents)
        .where(eq(documents.applicationId, application.id))
        .orderBy(asc(documents.id)),
      loanId: loan?.id ?? null,
    };
  });
}

async function findRows(tx: Transaction, { actor }: ServiceContext<"bank">, id: string) {
  const [found] = await tx
    .select({
      application: applications,
      enterprise: {
        id: enterprises.id,
        uscc: enterprises.uscc,
        name: enterprises.name,
        legalRepresentative: enterprises.legalRepresentative,
        establishedOn: enterprises.establishedOn,
        industry: enterprises.industry,
        district: enterprises.district,
        address: enterprises.address,
        ownership: enterprises.ownership,
        registeredCapital: enterprises.registeredCapital,
        employees: enterprises.employees,
        size: enterprises.size,
        status: enterprises.status,
        asOf: enterprises.asOf,
      },
      need: {
        purpose: needs.purpose,
        purposeText: needs.purposeText,
        repayment: needs.repayment,
        guarantee: needs.guarantee,
      },
      content: productVersions.content,
    })
    .from(applications)
    .innerJoin(enterprises, eq(enterprises.id, applications.enterpriseId))
    .innerJoin(
      productVersions,
      and(
        eq(productVersions.productId, applications.productId),
        eq(productVersions.version, applications.productVersion),
      ),
    )
    .leftJoin(needs, eq(needs.id, applications.needId))
    .where(
      and(
        eq(applications.id, id),
        eq(applications.bankId, actor.organizationId),
        isNotNull(applications.submittedAt),
      ),
    );
  return found;
}

function listRecords(tx: Transaction, enterpriseId: string) {
  return tx
    .select({
      item: publicRecords.item,
      reference: publicRecords.reference,
      content: publicRecords.content,
      asOf: publicRecords.asOf,
    })
    .from(publicRecords)
    .where(eq(publicRecords.enterpriseId, enterpriseId))
    .orderBy(asc(publicRecords.item), asc(publicRecords.reference))
    .limit(200);
}

async function listHistory(tx: Transaction, { actor }: ServiceContext<"bank">, id: string) {
  const rows = await tx
    .select()
    .from(applicationEvents)
    .where(eq(applicationEvents.applicationId, id))
    .orderBy(asc(applicationEvents.id));
  // What the firm did before it applied is its own.
  const submitted = rows.findIndex(({ to }) => to === "submitted");
  return rows.slice(Math.max(0, submitted)).map((row) => ({
    id: row.id,
    to: row.to,
    actorParty: row.actorParty,
    isOwn: row.actorId === actor.userId,
    channel: row.channel,
    reason: row.reason,
    at: row.at,
  }));
}

function listRequests(tx: Transaction, applicationId: string) {
  return tx
    .select({
      id: informationRequests.id,
      kind: informationRequests.kind,
      message: informationRequests.message,
      status: informationRequests.status,
      answer: informationRequests.answer,
      askedAt: informationRequests.askedAt,
      dueAt: informationRequests.dueAt,
      answeredAt: informationRequests.answeredAt,
    })
    .from(informationRequests)
    .where(eq(informationRequests.applicationId, applicationId))
    .orderBy(desc(informationRequests.askedAt));
}
