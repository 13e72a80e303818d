import { sql } from "drizzle-orm";
import { digestWeek, endingWithinDays } from "@/domain/notifications/reminders";
import type { SystemContext } from "@/server/services/context";
import { sendReminder } from "./send-reminder";

const batch = 200;

type Due = { enterprise_id: string; same_as: string; params: Record<string, string> };

/** Once a week, what each enterprise's last week was; where nothing was, nothing is said. */
export async function sendDigests(context: SystemContext): Promise<number> {
  const { from, to } = digestWeek(context.now);
  const due = await context.db.call<Due>(
    sql`select * from gate.digests_due(${from.toISOString()}::timestamptz, ${to.toISOString()}::timestamptz, ${endingWithinDays}, ${batch})`,
  );
  let sent = 0;
  for (const { enterprise_id: subjectId, same_as: sameAs, params } of due)
    if (await sendReminder(context, { kind: "notice.digest", subjectId, sameAs, params }))
      sent += 1;
  return sent;
}
