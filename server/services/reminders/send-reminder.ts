import { sql } from "drizzle-orm";
import type { SystemContext } from "@/server/services/context";

export type Reminder = {
  kind: string;
  subjectId: string;
  /** What makes it the same reminder. */
  sameAs: string;
  params: Record<string, string>;
};

/** Says it once: reminder, event and ledger line are written together. True unless it was said before, or is over. */
export async function sendReminder({ db }: SystemContext, reminder: Reminder): Promise<boolean> {
  const { kind, subjectId, sameAs, params } = reminder;
  const [verdict] = await db.call<{ refusal: string | null }>(
    sql`select refusal from gate.reminder_send(${kind}, ${subjectId}, ${sameAs}, ${JSON.stringify(params)}::jsonb)`,
  );
  return verdict?.refusal === null;
}
