import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { banks, consentEvents, consents, entries, installation } from "@/db/schema";
import { unusualUse } from "@/domain/consents/unusual";
import { dayLength, addDays, shanghaiDay } from "@/domain/shared/calendar";
import { looksUnder } from "@/server/services/consents/looks";
import type { SystemContext } from "@/server/services/context";
import { sendReminder } from "./send-reminder";

const batch = 1_000;
const seenUntil = "looks_seen_until";
/** A line bears the time at which it was written and shows when it was committed, seconds later at most. */
const overlapMs = 10_000;

/**
 * Looks at the consents that somebody used, or tried to, since the last time, and tells each
 * enterprise once a day and consent that something was unusual. Returns how many consents it judged.
 */
export async function remindOfUnusualUse(context: SystemContext): Promise<number> {
  const { db, now } = context;
  const { since, used, findings } = await db.transaction(async (tx) => {
    const [kept] = await tx.select().from(installation).where(eq(installation.key, seenUntil));
    const seen = z.iso.datetime().safeParse(kept?.value);
    const from = seen.success ? Date.parse(seen.data) - overlapMs : now.getTime() - dayLength;
    // By bank, because that is how the lines are indexed.
    const recent = await tx
      .select({
        id: consents.id,
        last: sql<Date>`max(${entries.at})`.mapWith(entries.at),
        signedAt: sql<Date | null>`min(${consentEvents.at})`.mapWith(entries.at),
        maxReads: consents.maxReads,
        readsPerUnit: consents.readsPerUnit,
        readsPerCount: consents.readsPerCount,
      })
      .from(banks)
      .innerJoin(
        entries,
        and(
          eq(entries.recipientId, banks.id),
          gt(entries.at, new Date(from)),
          eq(entries.persona, "bank"),
          inArray(entries.action, ["gate.open", "gate.take"]),
        ),
      )
      .innerJoin(consents, eq(consents.id, entries.consentId))
      .leftJoin(
        consentEvents,
        and(eq(consentEvents.consentId, consents.id), eq(consentEvents.to, "active")),
      )
      .where(inArray(consents.status, ["active", "paused"]))
      .groupBy(consents.id)
      .orderBy(sql`max(${entries.at})`)
      .limit(batch);
    const looks = await looksUnder(
      tx,
      recent.map(({ id }) => id),
    );
    const yesterday = addDays(shanghaiDay(now), -1);
    const unusual = recent.flatMap((consent) => {
      const found = unusualUse(looks.get(consent.id) ?? [], consent, now);
      const days = new Set(found.map(({ on }) => on).filter((on) => on >= yesterday));
      return [...days].map((on) => ({ consentId: consent.id, on }));
    });
    return { since: from, used: recent, findings: unusual };
  });
  for (const { consentId, on } of findings)
    await sendReminder(context, {
      kind: "consent.unusual",
      subjectId: consentId,
      sameAs: `unusual:${consentId}:${on}`,
      params: { on },
    });
  // After the reminders: whoever dies before this looks again, and says nothing twice.
  const last = used.length === batch ? used.at(-1)?.last : now;
  // Forward in any case: more looks at once than a batch holds must not hold the next ones up.
  const until = new Date(Math.max(last?.getTime() ?? 0, since + overlapMs + 1_000));
  await db.transaction((tx) =>
    tx
      .insert(installation)
      .values({ key: seenUntil, value: until.toISOString() })
      .onConflictDoUpdate({ target: installation.key, set: { value: until.toISOString() } }),
  );
  return used.length;
}
