import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { applications, banks, contracts, offers, productVersions } from "@/db/schema";
import type { ListOwnOffersInput, OwnOfferView } from "@/domain/offers/enterprise-schema";
import { priceOffer } from "@/domain/offers/pricing";
import { authorize } from "@/domain/policy";
import type { ProductContent } from "@/domain/products/schema";
import type { ServiceContext } from "@/server/services/context";
import { shownOfferStatuses } from "@/server/services/offers/own-offer";

const mostOffers = 60;

/** The offers the enterprise got, for one need or for all: open ones first, then by total cost. */
export async function listOwnOffers(
  { db, actor }: ServiceContext<"sme">,
  { needId, applicationId }: ListOwnOffersInput,
): Promise<{ offers: OwnOfferView[] }> {
  const enterpriseId = actor.organizationId;
  authorize(actor, "need.read", { enterpriseId });

  const found = await db.transaction((tx) =>
    tx
      .select({
        offer: offers,
        bank: { name: banks.name, nameEn: banks.nameEn },
        productId: applications.productId,
        productName: sql<ProductContent["name"]>`${productVersions.content} -> 'name'`,
        contract: {
          number: contracts.number,
          enterpriseSignedAt: contracts.enterpriseSignedAt,
          bankSignedAt: contracts.bankSignedAt,
        },
      })
      .from(offers)
      .innerJoin(applications, eq(applications.id, offers.applicationId))
      .innerJoin(banks, eq(banks.id, offers.bankId))
      .innerJoin(
        productVersions,
        and(
          eq(productVersions.productId, applications.productId),
          eq(productVersions.version, applications.productVersion),
        ),
      )
      .leftJoin(contracts, eq(contracts.offerId, offers.id))
      .where(
        and(
          eq(offers.enterpriseId, enterpriseId),
          inArray(offers.status, shownOfferStatuses),
          needId ? eq(offers.needId, needId) : undefined,
          applicationId ? eq(offers.applicationId, applicationId) : undefined,
        ),
      )
      .orderBy(sql`${offers.status} <> 'open'`, asc(offers.totalCost), asc(offers.id))
      .limit(mostOffers),
  );

  return {
    offers: found.map(({ offer, bank, productId, productName, contract }) => {
      const quoted = priceOffer(offer, offer.quotedFrom);
      return {
        id: offer.id,
        enterpriseId,
        bankId: offer.bankId,
        needId: offer.needId,
        applicationId: offer.applicationId,
        version: offer.version,
        status: offer.status,
        amount: offer.amount,
        termMonths: offer.termMonths,
        repayment: offer.repayment,
        nominalRate: offer.nominalRate,
        annualRate: offer.annualRate,
        fees: offer.fees,
        convention: offer.convention,
        quotedFrom: offer.quotedFrom,
        totalInterest: offer.totalInterest,
        totalCost: offer.totalCost,
        conditions: offer.conditions,
        validUntil: offer.validUntil,
        decidedAt: offer.decidedAt,
        bank,
        product: { id: productId, name: productName },
        upfrontFees: quoted.upfrontFees,
        schedule: quoted.rows,
        contract,
      };
    }),
  };
}
