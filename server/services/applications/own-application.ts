import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { applicationEvents, applications } from "@/db/schema";
import type { ApplicationStatus } from "@/domain/applications/lifecycle";
import { NotFound } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";

/** The enterprise's own application; another's does not exist. */
export async function getOwnRow(tx: Transaction, enterpriseId: string, applicationId: string) {
  const [application] = await tx
    .select()
    .from(applications)
    .where(and(eq(applications.id, applicationId), eq(applications.enterpriseId, enterpriseId)));
  if (!application) throw new NotFound("application");
  return application;
}

/** The same, locked. Whoever also locks the need has locked it before. */
export async function lockOwnRow(tx: Transaction, enterpriseId: string, applicationId: string) {
  const [application] = await tx
    .select()
    .from(applications)
    .where(and(eq(applications.id, applicationId), eq(applications.enterpriseId, enterpriseId)))
    .for("update");
  if (!application) throw new NotFound("application");
  return application;
}

/** One line of an application's history, by the enterprise's person. */
export async function recordTransition(
  tx: Transaction,
  { actor, channel, now }: ServiceContext<"sme">,
  application: { id: string; from: ApplicationStatus | null; to: ApplicationStatus },
) {
  await tx.insert(applicationEvents).values({
    applicationId: application.id,
    from: application.from,
    to: application.to,
    actorParty: "sme",
    actorId: actor.userId,
    channel,
    at: now,
  });
}
