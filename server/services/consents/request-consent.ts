import { dayLength } from "@/domain/shared/calendar";
import type { Transaction } from "@/db/client";
import {
  applicationPeriod,
  applicationValidityDays,
  matchingPeriod,
  matchingValidityDays,
} from "@/domain/consents/periods";
import type { RequestConsentInput } from "@/domain/consents/schema";
import { authorize } from "@/domain/policy";
import { Conflict, Invalid } from "@/domain/shared/errors";
import { defaultCatalogue, type ItemCode } from "@/domain/sources/catalogue";
import type { ServiceContext } from "@/server/services/context";
import { findOffer, needsConsent } from "@/server/services/consents/find-offer";
import {
  demandPut,
  platformNames,
  putConsent,
  type ConsentTerms,
} from "@/server/services/consents/put-consent";
import { findConsent } from "@/server/services/consents/queries";

type Context = ServiceContext<"sme">;
type Terms = Pick<
  ConsentTerms,
  "recipient" | "recipientName" | "recipientId" | "application" | "items"
> & { validityDays: number };

/** Puts the exact text of a consent that the enterprise itself wants before it. */
export async function requestConsent(context: Context, input: RequestConsentInput) {
  const { db, actor, now } = context;
  const { id, purpose, language } = input;
  authorize(actor, "consent.sign", { enterpriseId: actor.organizationId });

  const put = await db.transaction(async (tx) => {
    const existing = await findConsent(tx, id);
    if (existing) return { refusal: null, consent: existing };
    const { validityDays, ...terms } =
      input.purpose === "platform_matching"
        ? matchingTerms(input.items, now, language)
        : await applicationTerms(tx, context, input);
    return putConsent(tx, context, {
      ...terms,
      id,
      family: id,
      revision: 1,
      purpose,
      subject: "enterprise",
      report: null,
      ask: null,
      validFrom: now,
      validTo: new Date(now.getTime() + validityDays * dayLength),
      language,
    });
  });
  return demandPut(put);
}

/** Why the platform needs an item, in the language of the notice. */
export const matchingReason = {
  "zh-CN": "用于逐一核对贷款产品的准入条件，只计算指标，不保留明细",
  en: "to check the conditions of each loan product; only indicators are computed, no records are kept",
};

function matchingTerms(
  items: readonly ItemCode[],
  now: Date,
  language: keyof typeof matchingReason,
): Terms {
  const period = matchingPeriod(now);
  if (!items.every(needsConsent)) throw new Invalid("item_needs_no_consent", "items");
  return {
    recipient: "platform",
    recipientName: platformNames[language],
    recipientId: null,
    application: null,
    validityDays: matchingValidityDays,
    items: [...new Set(items)].map((item) => ({
      item,
      granularity: matchingGranularity(item),
      ...period,
      why: matchingReason[language],
      // The platform does with what it is given.
      required: false,
    })),
  };
}

/** How coarse matching may look: indicators, or an answer where the data stay at their source. */
export function matchingGranularity(item: ItemCode): "indicator" | "predicate" {
  return defaultCatalogue.some(({ code, mode }) => code === item && mode === "M")
    ? "predicate"
    : "indicator";
}

const scopeOf = (one: { item: string; granularity: string }) => `${one.item}:${one.granularity}`;

async function applicationTerms(
  tx: Transaction,
  context: Context,
  input: Extract<RequestConsentInput, { purpose: "loan_application" }>,
): Promise<Terms> {
  const { language } = input;
  const { status, bank, items } = await findOffer(tx, context, input.applicationId);
  if (status !== "prepared" && status !== "consent_lost")
    throw new Conflict("application_already_submitted");

  const wanted = new Set(input.optionalItems.map(scopeOf));
  const optional = new Set(items.filter(({ isRequired }) => !isRequired).map(scopeOf));
  if (![...wanted].every((scope) => optional.has(scope)))
    throw new Invalid("item_not_asked_for", "optionalItems");

  const period = applicationPeriod(context.now);
  return {
    recipient: bank.uscc,
    recipientName: language === "en" ? bank.nameEn : bank.name,
    recipientId: bank.id,
    application: input.applicationId,
    validityDays: applicationValidityDays,
    items: items
      .filter((one) => one.isRequired || wanted.has(scopeOf(one)))
      .map(({ item, granularity, why, isRequired }) => ({
        item,
        granularity,
        ...period,
        why: language === "en" ? why.en : why.zh,
        required: isRequired,
      })),
  };
}
