import { dayLength } from "@/domain/shared/calendar";
import { and, eq, gt } from "drizzle-orm";
import { events } from "@/db/schema";
import { recordEvent } from "@/server/audit/record-event";
import type { SystemContext } from "@/server/services/context";

/** What says that the ledger was rolled back or rewritten, and not that a machine is unwell. */
const objections: ReadonlySet<string> = new Set([
  "ledger_rolled_back",
  "not_an_extension",
  "checkpoint_not_signed",
  "cosignature_invalid",
]);

/** Tells the office and the bank that its witness disagrees: once a day for as long as it does. */
export async function noteObjection(
  context: SystemContext,
  { bankId, problem }: { bankId: string; problem: string },
): Promise<void> {
  const name =
    problem === "witness_key_changed"
      ? "witness.key_changed"
      : objections.has(problem)
        ? "witness.objected"
        : null;
  if (!name) return;
  await context.db.transaction(async (tx) => {
    const [told] = await tx
      .select({ id: events.id })
      .from(events)
      .where(
        and(
          eq(events.subjectId, bankId),
          eq(events.name, name),
          gt(events.at, new Date(context.now.getTime() - dayLength)),
        ),
      )
      .limit(1);
    if (!told) await recordEvent(tx, context, name, bankId, { bankId });
  });
}
