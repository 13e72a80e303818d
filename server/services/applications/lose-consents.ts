import { dayLength } from "@/domain/shared/calendar";
import { and, eq, inArray, lte, sql } from "drizzle-orm";
import { applications, consents } from "@/db/schema";
import { deadlineAfter } from "@/domain/applications/deadlines";
import { consentLosable, consentRenewalWorkingDays } from "@/domain/applications/lifecycle";
import { recordEvent } from "@/server/audit/record-event";
import type { SystemContext } from "@/server/services/context";
import { moveApplication } from "./move-application";

const batch = 200;

/**
 * Stops the applications whose consent has run out; the gate refuses by itself, this tells everyone.
 * Returns how many.
 */
export async function loseExpiredConsents(context: SystemContext): Promise<number> {
  const { db, now } = context;
  return db.transaction(async (tx) => {
    const lost = await tx
      .select()
      .from(applications)
      .where(
        and(
          inArray(applications.status, [...consentLosable]),
          sql`exists (select from ${consents} where ${consents.id} = ${applications.consentId}
            and upper(${consents.valid}) <= ${now.toISOString()}::timestamptz)`,
        ),
      )
      .orderBy(applications.id)
      .limit(batch)
      .for("update", { skipLocked: true });
    for (const application of lost) {
      await moveApplication(tx, context, application, { status: "consent_lost" });
      await recordEvent(tx, context, "application.consent_lost", application.id, application);
    }
    return lost.length;
  });
}

/** Closes the applications whose consent was not renewed within five working days. Returns how many. */
export async function closeUnrenewed(context: SystemContext): Promise<number> {
  const { db, now } = context;
  const earliest = new Date(now.getTime() - consentRenewalWorkingDays * dayLength);
  return db.transaction(async (tx) => {
    const waiting = await tx
      .select()
      .from(applications)
      .where(and(eq(applications.status, "consent_lost"), lte(applications.updatedAt, earliest)))
      .orderBy(applications.id)
      .limit(batch)
      .for("update", { skipLocked: true });
    const over = waiting.filter(
      ({ updatedAt }) => deadlineAfter(updatedAt, consentRenewalWorkingDays) <= now,
    );
    for (const application of over) {
      await moveApplication(tx, context, application, { status: "closed", decidedAt: now });
      await recordEvent(tx, context, "application.closed", application.id, application);
    }
    return over.length;
  });
}
