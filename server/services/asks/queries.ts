import { and, asc, desc, eq, inArray, type SQL } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { banks, consentAskItems, consentAsks, enterprises } from "@/db/schema";
import { effectiveAskStatus, type AskablePurpose } from "@/domain/asks/lifecycle";
import type { AskView } from "@/domain/asks/schema";
import type { ItemCode } from "@/domain/sources/catalogue";

const mostShown = 100;

/** Asks in the caller's sight, newest first: row-level security decides which. */
export async function listAsks(
  tx: Transaction,
  where: SQL | undefined,
  now: Date,
): Promise<AskView[]> {
  const rows = await tx
    .select({
      ask: consentAsks,
      bank: { name: banks.name, nameEn: banks.nameEn },
      enterprise: { name: enterprises.name, uscc: enterprises.uscc },
    })
    .from(consentAsks)
    .innerJoin(banks, eq(banks.id, consentAsks.bankId))
    .innerJoin(enterprises, eq(enterprises.id, consentAsks.enterpriseId))
    .where(where)
    .orderBy(desc(consentAsks.askedAt), desc(consentAsks.id))
    .limit(mostShown);
  if (rows.length === 0) return [];
  const items = await tx
    .select()
    .from(consentAskItems)
    .where(
      inArray(
        consentAskItems.askId,
        rows.map(({ ask }) => ask.id),
      ),
    )
    .orderBy(asc(consentAskItems.item), asc(consentAskItems.granularity));
  return rows.map(({ ask, bank, enterprise }) => ({
    id: ask.id,
    bankId: ask.bankId,
    enterpriseId: ask.enterpriseId,
    bank,
    enterprise,
    // Its schema knows every purpose; the gate takes asks for these only.
    purpose: ask.purpose as AskablePurpose,
    subject: ask.subject,
    applicationId: ask.applicationId,
    message: ask.message,
    validityDays: ask.validityDays,
    status: effectiveAskStatus(ask, now),
    askedAt: ask.askedAt,
    answerBy: ask.answerBy,
    answeredAt: ask.answeredAt,
    consentId: ask.consentId,
    items: items
      .filter(({ askId }) => askId === ask.id)
      .map(({ item, granularity, dataFrom, dataTo, why, isRequired }) => ({
        item: item as ItemCode,
        granularity,
        from: dataFrom,
        to: dataTo,
        why,
        isRequired,
      })),
  }));
}

/** One of the enterprise's asks, or null. */
export async function findOwnAsk(tx: Transaction, enterpriseId: string, askId: string, now: Date) {
  const [ask] = await listAsks(
    tx,
    and(eq(consentAsks.id, askId), eq(consentAsks.enterpriseId, enterpriseId)),
    now,
  );
  return ask ?? null;
}
