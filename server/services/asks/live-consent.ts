import { and, desc, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { consents } from "@/db/schema";
import type { ConsentSubject } from "@/domain/consents/lifecycle";
import type { AskablePurpose } from "@/domain/asks/lifecycle";
import { findConsent } from "@/server/services/consents/queries";

type Wanted = {
  applicationId: string;
  purpose: AskablePurpose;
  subject: ConsentSubject;
};

/** The consent that is live for an application and purpose, in the caller's sight, or null. */
export async function findLiveConsent(
  tx: Transaction,
  { applicationId, purpose, subject }: Wanted,
  now: Date,
) {
  const [row] = await tx
    .select({ id: consents.id })
    .from(consents)
    .where(
      and(
        eq(consents.applicationId, applicationId),
        eq(consents.purpose, purpose),
        eq(consents.subject, subject),
        inArray(consents.status, ["active", "paused"]),
      ),
    )
    .orderBy(desc(consents.createdAt))
    .limit(1);
  const consent = row ? await findConsent(tx, row.id, now) : null;
  return consent && ["active", "paused", "scheduled"].includes(consent.status) ? consent : null;
}
