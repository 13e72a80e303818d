import { and, asc, inArray, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { banks, enterprises, events, notifications, reminders } from "@/db/schema";
import { audiencesOf } from "@/domain/notifications/audience";
import type { EventName } from "@/domain/notifications/events";
import { urgentEvents } from "@/domain/notifications/mail";
import { env } from "@/server/env";
import type { SystemContext } from "@/server/services/context";

const batchSize = 500;

/**
 * Turns events into notifications, each exactly once, and into mail for whoever wants it. Rows are
 * taken by transaction below the snapshot's horizon: following ids would miss those that commit late.
 * Where no mail can be sent none is queued: it would go out years later.
 */
export async function deliverEvents(
  { db, now }: SystemContext,
  { canMail } = { canMail: env.SMTP_URL !== undefined },
): Promise<number> {
  return db.transaction(async (tx) => {
    const batch = await tx
      .select()
      .from(events)
      .where(
        and(
          isNull(events.deliveredAt),
          sql`${events.xid} < pg_snapshot_xmin(pg_current_snapshot())`,
        ),
      )
      .orderBy(asc(events.xid), asc(events.id))
      .limit(batchSize)
      .for("update", { skipLocked: true });
    if (batch.length === 0) return 0;

    const nameOf = await namesOf(tx, batch);
    const paramsOf = await reminderParams(
      tx,
      batch.map(({ id }) => id),
    );
    const told = batch.flatMap((event) =>
      audiencesOf(event.name as EventName)
        .filter((audience) => audience !== "enterprise" || event.enterpriseId)
        .filter((audience) => audience !== "bank" || event.bankId)
        .map((audience) => ({
          audience,
          enterpriseId: audience === "enterprise" ? event.enterpriseId : null,
          bankId: audience === "bank" ? event.bankId : null,
          kind: event.name,
          subjectId: event.subjectId,
          eventId: event.id,
          // The office counts firms; it is not told which.
          params: { ...paramsOf.get(event.id), ...nameOf(event, audience !== "office") },
          at: event.at,
        })),
    );
    if (told.length > 0) {
      const made = await tx.insert(notifications).values(told).returning({ id: notifications.id });
      if (canMail) await queueMails(tx, made);
    }
    await tx
      .update(events)
      .set({ deliveredAt: now })
      .where(
        inArray(
          events.id,
          batch.map(({ id }) => id),
        ),
      );
    return batch.length;
  });
}

async function queueMails(tx: Transaction, made: readonly { id: string }[]) {
  const ids = sql.param(made.map(({ id }) => id));
  const urgent = sql.param([...urgentEvents]);
  await tx.execute(sql`select auth.queue_mails(${ids}::uuid[], ${urgent}::text[])`);
}

/** The days and counts that a reminder's sentence names; other events have none. */
async function reminderParams(tx: Transaction, eventIds: string[]) {
  const rows = await tx
    .select({ eventId: reminders.eventId, params: reminders.params })
    .from(reminders)
    .where(inArray(reminders.eventId, eventIds));
  return new Map(rows.map(({ eventId, params }) => [eventId, params]));
}

type Parties = { enterpriseId: string | null; bankId: string | null };

/** Who took part, by name: what a sentence may say besides days and counts. */
async function namesOf(tx: Transaction, batch: readonly Parties[]) {
  const ids = (key: keyof Parties) => [...new Set(batch.flatMap((event) => event[key] ?? []))];
  const [firms, lenders] = [ids("enterpriseId"), ids("bankId")];
  const enterpriseRows =
    firms.length === 0
      ? []
      : await tx
          .select({ id: enterprises.id, name: enterprises.name })
          .from(enterprises)
          .where(inArray(enterprises.id, firms));
  const bankRows =
    lenders.length === 0
      ? []
      : await tx
          .select({ id: banks.id, name: banks.name, nameEn: banks.nameEn })
          .from(banks)
          .where(inArray(banks.id, lenders));
  const enterpriseById = new Map(enterpriseRows.map(({ id, name }) => [id, name]));
  const bankById = new Map(bankRows.map((bank) => [bank.id, bank]));
  return ({ enterpriseId, bankId }: Parties, isFirmNamed: boolean): Record<string, string> => {
    const enterprise = enterpriseById.get(enterpriseId ?? "");
    const bank = bankById.get(bankId ?? "");
    return {
      ...(enterprise && isFirmNamed && { enterprise }),
      ...(bank && { bank: bank.name, bankEn: bank.nameEn }),
    };
  };
}
