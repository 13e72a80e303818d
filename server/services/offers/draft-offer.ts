import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { refuseDuplicate } from "@/db/constraints";
import type { Transaction } from "@/db/client";
import { offers, productVersions, type applications } from "@/db/schema";
import * as rules from "@/domain/offers/bank-rules";
import type { DraftOfferInput } from "@/domain/offers/bank-schema";
import { offerFigures } from "@/domain/offers/pricing";
import { authorize } from "@/domain/policy";
import { conventionOf } from "@/domain/products/convention";
import { Conflict, NotFound } from "@/domain/shared/errors";
import { recordEvent } from "@/server/audit/record-event";
import { lockBankApplication } from "@/server/services/applications/lock-bank-application";
import type { ServiceContext } from "@/server/services/context";

/** Puts terms before the bank's second pair of eyes. An offer that was sent back gives way to it. */
export async function draftOffer(context: ServiceContext<"bank">, input: DraftOfferInput) {
  const { db, actor, now } = context;
  return db.transaction(async (tx) => {
    const application = await lockBankApplication(tx, actor, input.applicationId);
    authorize(actor, "offer.draft", application);
    const { needId } = application;
    if (!needId) throw new NotFound("need");
    const [drafted] = await tx
      .select({ id: offers.id, status: offers.status })
      .from(offers)
      .where(and(eq(offers.id, input.id), eq(offers.applicationId, application.id)));
    if (drafted) return drafted;

    const product = await getProduct(tx, application);
    const { id, applicationId, validUntil, conditions, ...terms } = input;
    const change = rules.draftOffer(application, product, { ...terms, validUntil }, now);
    // Reckoned as the product says, whatever the officer typed: no field of the offer is about it.
    const convention = conventionOf(product);
    const {
      schedule,
      maturesOn: _day,
      ...figures
    } = offerFigures({ ...terms, convention }, change.quotedFrom);

    await tx
      .update(offers)
      .set({ status: "withdrawn", decidedAt: now })
      .where(and(eq(offers.applicationId, applicationId), eq(offers.status, "draft")));
    const [offer] = await tx
      .insert(offers)
      .values({
        ...terms,
        ...figures,
        ...change,
        convention,
        id,
        applicationId,
        needId,
        enterpriseId: application.enterpriseId,
        bankId: application.bankId,
        version: sql`(select coalesce(max(version), 0) + 1 from app.offers where application_id = ${applicationId})`,
        scheduleHash: createHash("sha256").update(schedule).digest(),
        conditions: conditions || null,
        draftedBy: actor.userId,
      })
      .returning({ id: offers.id, status: offers.status })
      .catch(refuseDuplicate("offers_one_pending_per_application", "offer_already_pending"))
      .catch(refuseDuplicate("offers_pkey", "offer_id_taken"));
    if (!offer) throw new Conflict("offer_already_pending");
    // Not the firm's to know before the approver has agreed.
    await recordEvent(tx, context, "offer.drafted", offer.id, { bankId: application.bankId });
    return offer;
  });
}

async function getProduct(tx: Transaction, application: typeof applications.$inferSelect) {
  const [version] = await tx
    .select({ content: productVersions.content })
    .from(productVersions)
    .where(
      and(
        eq(productVersions.productId, application.productId),
        eq(productVersions.version, application.productVersion),
      ),
    );
  if (!version) throw new NotFound("product");
  return version.content;
}
