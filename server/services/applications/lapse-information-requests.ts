import { and, eq, lte } from "drizzle-orm";
import { applications, informationRequests } from "@/db/schema";
import { recordEvent } from "@/server/audit/record-event";
import type { SystemContext } from "@/server/services/context";
import { moveApplication } from "./move-application";

const batch = 200;

/** Closes applications whose firm did not answer in five working days. Returns how many. */
export async function lapseInformationRequests(context: SystemContext): Promise<number> {
  const { db, now } = context;
  return db.transaction(async (tx) => {
    const overdue = await tx
      .select({ request: informationRequests, application: applications })
      .from(informationRequests)
      .innerJoin(applications, eq(applications.id, informationRequests.applicationId))
      .where(
        and(
          eq(informationRequests.status, "open"),
          eq(applications.status, "information_requested"),
          lte(informationRequests.dueAt, now),
        ),
      )
      .orderBy(applications.id)
      .limit(batch)
      .for("update", { skipLocked: true });
    for (const { request, application } of overdue) {
      await tx
        .update(informationRequests)
        .set({ status: "lapsed" })
        .where(eq(informationRequests.id, request.id));
      const clock = { ...context, channel: "clock" } as const;
      await moveApplication(tx, clock, application, {
        status: "lapsed",
        decidedAt: now,
        clockStoppedAt: null,
      });
      await recordEvent(tx, clock, "application.lapsed", application.id, application);
    }
    return overdue.length;
  });
}
