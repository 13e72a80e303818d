import type { Transaction } from "@/db/client";
import type { GetRevisionRoomInput, RevisionRoom } from "@/domain/consents/life-schema";
import { lastDayWithin } from "@/domain/consents/periods";
import type { ConsentView } from "@/domain/consents/schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import { defaultCatalogue } from "@/domain/sources/catalogue";
import { findOffer, needsConsent } from "@/server/services/consents/find-offer";
import { activeTemplate } from "@/server/services/consents/put-consent";
import { findConsent } from "@/server/services/consents/queries";
import { matchingGranularity, matchingReason } from "@/server/services/consents/request-consent";
import type { ServiceContext } from "@/server/services/context";

type Context = ServiceContext<"sme">;
type Language = keyof typeof matchingReason;

/** What a revision could still add to a consent, and until which day it could last. */
export async function getRevisionRoom(
  context: Context,
  { consentId, language }: GetRevisionRoomInput,
): Promise<RevisionRoom> {
  const { db, actor, now } = context;
  authorize(actor, "ledger.read", { enterpriseId: actor.organizationId });
  return db.transaction(async (tx) => {
    const consent = await findConsent(tx, consentId, now);
    if (!consent) throw new NotFound("consent");
    const template = await activeTemplate(tx, consent.purpose);
    return {
      items: await addableItems(tx, context, consent, language),
      lastDay: lastDayWithin(now, template.maxValidityDays),
    };
  });
}

/** Items that the recipient could use and the consent leaves out: optional ones, and dropped ones. */
export async function addableItems(
  tx: Transaction,
  context: Context,
  consent: ConsentView,
  language: Language,
): Promise<RevisionRoom["items"]> {
  const covered = new Set(
    consent.items
      .filter(({ isDropped }) => !isDropped)
      .map(({ item, granularity }) => `${item}:${granularity}`),
  );
  const wanted = await wantedItems(tx, context, consent, language);
  return wanted.filter(({ item, granularity }) => !covered.has(`${item}:${granularity}`));
}

async function wantedItems(
  tx: Transaction,
  context: Context,
  { purpose, applicationId, items }: ConsentView,
  language: Language,
): Promise<RevisionRoom["items"]> {
  if (purpose === "platform_matching")
    return defaultCatalogue
      .filter(({ code }) => needsConsent(code))
      .map(({ code }) => ({
        item: code,
        granularity: matchingGranularity(code),
        why: matchingReason[language],
      }));
  if (purpose === "loan_application" && applicationId !== null) {
    const offer = await findOffer(tx, context, applicationId);
    return offer.items.map(({ item, granularity, why }) => ({
      item,
      granularity,
      why: language === "en" ? why.en : why.zh,
    }));
  }
  // Of the other purposes only what was once agreed to: anything else is the bank's to ask for.
  return items.map(({ item, granularity, why }) => ({ item, granularity, why }));
}
