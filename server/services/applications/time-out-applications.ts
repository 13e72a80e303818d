import { and, eq, inArray, isNull, lte, or } from "drizzle-orm";
import { applications, offers } from "@/db/schema";
import { isTimedOut } from "@/domain/applications/bank-rules";
import { recordEvent } from "@/server/audit/record-event";
import type { SystemContext } from "@/server/services/context";
import { moveApplication } from "./move-application";

const batch = 200;

/**
 * Closes what a bank did not accept or decide in time; it counts against the bank and the firm can
 * match again. Returns how many, so that a full batch is followed by another.
 */
export async function timeOutApplications(context: SystemContext): Promise<number> {
  const { db, now } = context;
  return db.transaction(async (tx) => {
    const late = await tx
      .select()
      .from(applications)
      .where(
        and(
          isNull(applications.clockStoppedAt),
          eq(applications.origin, "platform"),
          or(
            and(eq(applications.status, "submitted"), lte(applications.acceptBy, now)),
            and(
              inArray(applications.status, ["accepted", "under_review"]),
              lte(applications.decideBy, now),
            ),
          ),
        ),
      )
      .orderBy(applications.id)
      .limit(batch)
      .for("update", { skipLocked: true });
    for (const application of late.filter((one) => isTimedOut(one, now))) {
      await tx
        .update(offers)
        .set({ status: "withdrawn", decidedAt: now })
        .where(
          and(
            eq(offers.applicationId, application.id),
            inArray(offers.status, ["draft", "awaiting_approval"]),
          ),
        );
      const clock = { ...context, channel: "clock" } as const;
      await moveApplication(
        tx,
        clock,
        application,
        { status: "timed_out", decidedAt: now },
        application.status === "submitted" ? "not_accepted_in_time" : "not_decided_in_time",
      );
      await recordEvent(tx, clock, "application.timed_out", application.id, application);
    }
    return late.length;
  });
}
