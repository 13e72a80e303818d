import { dayLength } from "@/domain/shared/calendar";
import { eq, max } from "drizzle-orm";
import { banks, consents } from "@/db/schema";
import type { AnswerAskInput } from "@/domain/asks/schema";
import { askCan } from "@/domain/asks/lifecycle";
import { answeredItems } from "@/domain/asks/rules";
import { authorize } from "@/domain/policy";
import { Conflict, NotFound } from "@/domain/shared/errors";
import { lockOwnRow } from "@/server/services/applications/own-application";
import { demandPut, putConsent } from "@/server/services/consents/put-consent";
import { findConsent } from "@/server/services/consents/queries";
import type { ServiceContext } from "@/server/services/context";
import { findLiveConsent } from "./live-consent";
import { findOwnAsk } from "./queries";

/**
 * Puts the exact text that would answer an ask before the enterprise: a revision of the live consent
 * where there is one. The ask is answered by signing it, not before.
 */
export async function answerAsk(context: ServiceContext<"sme">, input: AnswerAskInput) {
  const { db, actor, now } = context;
  const put = await db.transaction(async (tx) => {
    const ask = await findOwnAsk(tx, actor.organizationId, input.askId, now);
    if (!ask) throw new NotFound("ask");
    authorize(actor, "ask.answer", ask);
    const known = await findConsent(tx, input.id, now);
    if (known) return { refusal: null, consent: known };
    if (!askCan("answer", ask)) throw new Conflict(`ask_${ask.status}`);
    // Two texts at the same moment are two revisions, one after the other.
    await lockOwnRow(tx, actor.organizationId, ask.applicationId);

    const [bank] = await tx
      .select({ uscc: banks.uscc })
      .from(banks)
      .where(eq(banks.id, ask.bankId));
    if (!bank) throw new NotFound("bank");
    const live = await findLiveConsent(tx, ask, now);
    const held = (live?.items ?? [])
      .filter(({ isDropped }) => !isDropped)
      .map(({ item, granularity, from, to, why }) => ({ item, granularity, from, to, why }));
    const [family] = live
      ? await tx
          .select({ id: consents.familyId, last: max(consents.revision) })
          .from(consents)
          .where(eq(consents.familyId, await familyOf(live.id)))
          .groupBy(consents.familyId)
      : [];

    return putConsent(tx, context, {
      id: input.id,
      family: family?.id ?? input.id,
      revision: (family?.last ?? 0) + 1,
      recipientId: ask.bankId,
      recipient: bank.uscc,
      recipientName: input.language === "en" ? ask.bank.nameEn : ask.bank.name,
      purpose: ask.purpose,
      subject: ask.subject,
      application: ask.applicationId,
      report: null,
      ask: ask.id,
      items: answeredItems(ask.items, input.optionalItems, held),
      validFrom: now,
      validTo: new Date(now.getTime() + ask.validityDays * dayLength),
      language: input.language,
      answerBy: ask.answerBy,
    });

    async function familyOf(id: string): Promise<string> {
      const [row] = await tx
        .select({ family: consents.familyId })
        .from(consents)
        .where(eq(consents.id, id));
      return row?.family ?? id;
    }
  });
  return demandPut(put);
}
