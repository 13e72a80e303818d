import { and, asc, inArray, isNull, sql } from "drizzle-orm";
import { events, notifications } from "@/db/schema";
import { audiencesOf } from "@/domain/notifications/audience";
import type { EventName } from "@/domain/notifications/events";
import type { SystemContext } from "@/server/services/context";

const batchSize = 500;

/**
 * Turns events into notifications, each exactly once. Rows are taken by transaction below the
 * snapshot's horizon: following ids would miss those that commit late.
 */
export async function deliverEvents({ db, now }: SystemContext): Promise<number> {
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
          at: event.at,
        })),
    );
    if (told.length > 0) await tx.insert(notifications).values(told);
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
