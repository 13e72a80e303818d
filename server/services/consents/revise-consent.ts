import { eq, max } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { banks, consents } from "@/db/schema";
import type { ConsentedItem } from "@/domain/consents/artefact";
import type { ReviseConsentInput } from "@/domain/consents/life-schema";
import { consentCan } from "@/domain/consents/lifecycle";
import {
  applicationPeriod,
  endWithin,
  lastDayWithin,
  matchingPeriod,
} from "@/domain/consents/periods";
import type { ConsentView } from "@/domain/consents/schema";
import { authorize } from "@/domain/policy";
import { Conflict, Invalid, NotFound } from "@/domain/shared/errors";
import {
  activeTemplate,
  demandPut,
  platformNames,
  putConsent,
} from "@/server/services/consents/put-consent";
import { findConsent } from "@/server/services/consents/queries";
import { addableItems } from "@/server/services/consents/revision-room";
import type { ServiceContext } from "@/server/services/context";

type Context = ServiceContext<"sme">;

/**
 * Puts the next text of a consent before the enterprise: what is alive of the old one, with items
 * added or a later end, within the purpose's ceilings. Signing it takes the old one's place; until
 * then nothing changes.
 */
export async function reviseConsent(context: Context, input: ReviseConsentInput) {
  const { db, actor, now } = context;
  const { id, language } = input;
  authorize(actor, "consent.sign", { enterpriseId: actor.organizationId });

  const put = await db.transaction(async (tx) => {
    const existing = await findConsent(tx, id, now);
    if (existing) return { refusal: null, consent: existing };
    const before = await findConsent(tx, input.consentId, now);
    if (!before) throw new NotFound("consent");
    if (!consentCan("revise", before)) throw new Conflict(`consent_${before.status}`);
    if (input.add.length === 0 && !input.until) throw new Invalid("nothing_revised", "add");

    const { maxValidityDays, maxReads } = await activeTemplate(tx, before.purpose);
    if (input.until && input.until > lastDayWithin(now, maxValidityDays))
      throw new Invalid("validity_above_ceiling", "until");
    const validTo = input.until ? endWithin(input.until, now, maxValidityDays) : before.validTo;
    if (validTo <= now) throw new Invalid("validity_malformed", "until");
    const recipient = await findRecipient(tx, before, language);
    return putConsent(tx, context, {
      ...recipient,
      id,
      family: before.familyId,
      revision: await nextRevision(tx, before.familyId),
      purpose: before.purpose,
      subject: before.subject,
      application: before.applicationId,
      report: before.reportId,
      ask: null,
      items: await itemsOf(tx, context, before, input),
      validFrom: now,
      validTo,
      // What was narrowed stays narrowed; what was used up is given anew.
      ...(before.status !== "consumed" && { maxReads: Math.min(before.maxReads, maxReads) }),
      language,
    });
  });
  return demandPut(put);
}

async function itemsOf(
  tx: Transaction,
  context: Context,
  before: ConsentView,
  { add, language }: ReviseConsentInput,
): Promise<ConsentedItem[]> {
  const { now } = context;
  const isMatching = before.purpose === "platform_matching";
  const kept = before.items
    .filter(({ isDropped }) => !isDropped)
    .map(({ item, granularity, from, to, why, isRequired: required }) => ({
      item,
      granularity,
      from,
      // Matching looks at the months as they come in.
      to: isMatching ? matchingPeriod(now).to : to,
      why,
      required,
    }));
  const addable = await addableItems(tx, context, before, language);
  const period = isMatching ? matchingPeriod(now) : applicationPeriod(now);
  const added = add.map(({ item, granularity }) => {
    const wanted = addable.find((one) => one.item === item && one.granularity === granularity);
    if (!wanted) throw new Invalid("item_not_asked_for", "add");
    return { ...wanted, ...period, required: false };
  });
  return [...kept, ...added];
}

async function findRecipient(
  tx: Transaction,
  { recipient }: ConsentView,
  language: ReviseConsentInput["language"],
) {
  if (!recipient)
    return {
      recipientId: null,
      recipient: "platform",
      recipientName: platformNames[language],
    };
  const [bank] = await tx
    .select({ uscc: banks.uscc, name: banks.name, nameEn: banks.nameEn })
    .from(banks)
    .where(eq(banks.id, recipient.id));
  if (!bank) throw new NotFound("bank");
  return {
    recipientId: recipient.id,
    recipient: bank.uscc,
    recipientName: language === "en" ? bank.nameEn : bank.name,
  };
}

async function nextRevision(tx: Transaction, familyId: string): Promise<number> {
  const [family] = await tx
    .select({ last: max(consents.revision) })
    .from(consents)
    .where(eq(consents.familyId, familyId));
  return (family?.last ?? 0) + 1;
}
