import type { Transaction } from "@/db/client";
import { events } from "@/db/schema";
import type { EventName } from "@/domain/notifications/events";

type Parties = { enterpriseId?: string | null; bankId?: string | null };

/** Takes a transaction, so it cannot be called beside the write that it records. */
export async function recordEvent(
  tx: Transaction,
  { actor, now }: { actor: { userId: string } | null; now: Date },
  name: EventName,
  subjectId: string,
  { enterpriseId = null, bankId = null }: Parties = {},
) {
  await tx
    .insert(events)
    .values({ name, subjectId, enterpriseId, bankId, actorId: actor?.userId ?? null, at: now });
}
