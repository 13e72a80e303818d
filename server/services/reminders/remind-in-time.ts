import { sql } from "drizzle-orm";
import {
  askWithinHours,
  endingWithinDays,
  erasureWithinDays,
  stillOpenEveryDays,
} from "@/domain/notifications/reminders";
import type { SystemContext } from "@/server/services/context";
import { sendReminder } from "./send-reminder";

const batch = 200;

type Due = { kind: string; subject_id: string; same_as: string; params: Record<string, string> };

/**
 * What is still open after 90 days, ends in a week, or waits for an answer or a deletion that is
 * due. Returns how many were due, so that a full batch is followed by another.
 */
export async function remindInTime(context: SystemContext): Promise<number> {
  const due = await context.db.call<Due>(
    sql`select * from gate.reminders_due(${context.now.toISOString()}::timestamptz, ${stillOpenEveryDays},
      ${endingWithinDays}, ${askWithinHours}, ${erasureWithinDays}, ${batch})`,
  );
  let sent = 0;
  for (const { kind, subject_id: subjectId, same_as: sameAs, params } of due)
    if (await sendReminder(context, { kind, subjectId, sameAs, params })) sent += 1;
  return sent;
}
