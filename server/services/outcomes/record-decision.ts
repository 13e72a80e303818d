import type { Transaction } from "@/db/client";
import { outcomes } from "@/db/schema";
import { shanghaiDay } from "@/domain/shared/calendar";
import type { ServiceContext } from "@/server/services/context";

type Decided = { id: string; bankId: string; enterpriseId: string };

/** What a bank decided, among the outcomes: statistics are re-derived from these rows alone. */
export async function recordDecision(
  tx: Transaction,
  { actor, now, channel }: ServiceContext<"bank">,
  application: Decided,
  { reference, detail }: { reference: string; detail: "offered" | "declined" },
) {
  await tx.insert(outcomes).values({
    bankId: application.bankId,
    enterpriseId: application.enterpriseId,
    applicationId: application.id,
    reference,
    kind: "decision",
    detail,
    on: shanghaiDay(now),
    channel,
    recordedBy: actor.userId,
    recordedAt: now,
  });
}
