import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { applicationEvents, applications } from "@/db/schema";
import type { ApplicationStatus, Channel } from "@/domain/applications/lifecycle";
import type { Actor } from "@/domain/shared/actor";
import { Conflict } from "@/domain/shared/errors";

type Mover = { actor: Actor | null; now: Date; channel: Channel };
type Change = Partial<typeof applications.$inferInsert> & { status: ApplicationStatus };

/** Writes a transition that a rule has decided, with who, when and through which door, in one step. */
export async function moveApplication(
  tx: Transaction,
  { actor, now, channel }: Mover,
  application: { id: string; status: ApplicationStatus },
  change: Change,
  reason: string | null = null,
) {
  const [moved] = await tx
    .update(applications)
    .set({ ...change, updatedAt: now })
    .where(and(eq(applications.id, application.id), eq(applications.status, application.status)))
    .returning({ id: applications.id, status: applications.status });
  if (!moved) throw new Conflict("application_state_changed");
  await tx.insert(applicationEvents).values({
    applicationId: application.id,
    from: application.status,
    to: change.status,
    actorParty: actor?.party ?? "system",
    actorId: actor?.userId ?? null,
    channel,
    reason,
    at: now,
  });
  return moved;
}
