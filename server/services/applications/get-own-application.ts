import { and, asc, desc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import {
  applicationEvents,
  applications,
  documents,
  informationRequests,
  loans,
  offers,
  products,
  productVersions,
} from "@/db/schema";
import type {
  ApplicationIdInput,
  OwnApplicationView,
} from "@/domain/applications/enterprise-schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import { getOwnRow } from "@/server/services/applications/own-application";
import { selectOwnRows } from "@/server/services/applications/own-rows";
import type { ServiceContext } from "@/server/services/context";

/** Everything about one application on one page. */
export async function getOwnApplication(
  { db, actor }: ServiceContext<"sme">,
  { applicationId }: ApplicationIdInput,
): Promise<OwnApplicationView> {
  return db.transaction(async (tx) => {
    const application = await getOwnRow(tx, actor.organizationId, applicationId);
    authorize(actor, "application.read", application);
    const [row] = await selectOwnRows(tx, eq(applications.id, applicationId));
    const product = await productOf(tx, application);
    if (!row || !product) throw new NotFound("application");

    const [openOffer] = await tx
      .select({ id: offers.id })
      .from(offers)
      .where(and(eq(offers.applicationId, applicationId), eq(offers.status, "open")));
    const [loan] = await tx
      .select({ id: loans.id })
      .from(loans)
      .where(eq(loans.applicationId, applicationId));

    return {
      ...row,
      product: product.view,
      isAvailable: product.isAvailable,
      consentId: application.consentId,
      acceptedAt: application.acceptedAt,
      decidedAt: application.decidedAt,
      declineReasons: application.declineReasons ?? [],
      declineMessage: application.declineMessage,
      timeline: await timelineOf(tx, applicationId),
      requests: await requestsOf(tx, applicationId),
      documents: await documentsOf(tx, applicationId),
      openOfferId: openOffer?.id ?? null,
      loanId: loan?.id ?? null,
    };
  });
}

async function productOf(
  tx: Transaction,
  { productId, productVersion }: { productId: string; productVersion: number },
) {
  const [found] = await tx
    .select({ content: productVersions.content, status: products.status })
    .from(productVersions)
    .innerJoin(products, eq(products.id, productVersions.productId))
    .where(
      and(eq(productVersions.productId, productId), eq(productVersions.version, productVersion)),
    );
  if (!found) return null;
  const { name, guarantee, repaymentKinds, promisedWorkingDays, materials, items } = found.content;
  return {
    isAvailable: found.status === "published",
    view: {
      id: productId,
      version: productVersion,
      name,
      guarantee,
      repaymentKinds,
      promisedWorkingDays,
      materials,
      items,
    },
  };
}

const timelineOf = (tx: Transaction, applicationId: string) =>
  tx
    .select({
      id: applicationEvents.id,
      to: applicationEvents.to,
      actorParty: applicationEvents.actorParty,
      channel: applicationEvents.channel,
      at: applicationEvents.at,
    })
    .from(applicationEvents)
    .where(eq(applicationEvents.applicationId, applicationId))
    .orderBy(desc(applicationEvents.at), desc(applicationEvents.id));

const requestsOf = (tx: Transaction, applicationId: string) =>
  tx
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

const documentsOf = (tx: Transaction, applicationId: string) =>
  tx
    .select({
      id: documents.id,
      name: documents.name,
      mediaType: documents.mediaType,
      size: documents.size,
      uploadedAt: documents.uploadedAt,
    })
    .from(documents)
    .where(eq(documents.applicationId, applicationId))
    .orderBy(asc(documents.uploadedAt));
