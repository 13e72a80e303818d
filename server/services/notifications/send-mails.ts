import { sql } from "drizzle-orm";
import { z } from "zod";
import { audiences } from "@/domain/notifications/audience";
import { mailAttempts, mailDueAgain, mailLeaseMs } from "@/domain/notifications/mail";
import { NoticeParams } from "@/domain/notifications/schema";
import { noticeLanguages } from "@/domain/shared/languages";
import type { Post } from "@/server/connectors/mail";
import { env } from "@/server/env";
import { noticeLetter } from "@/server/mail/letters";
import type { SystemContext } from "@/server/services/context";

const Taken = z.object({
  id: z.uuid(),
  attempts: z.number().int(),
  address: z.string(),
  language: z.enum(noticeLanguages),
  audience: z.enum(audiences),
  kind: z.string(),
  subject_id: z.uuid(),
  params: NoticeParams,
  organization: z.string().nullable(),
  organization_en: z.string().nullable(),
});

/**
 * Sends the mail that is due, one after the other; returns how many were tried. Each is taken and
 * counted in a transaction of its own, sent, then marked: two workers never hold the same one, and one
 * that dies between the server's yes and the mark leads to a second copy under the same Message-ID.
 * At least once, then, and by what a mailbox shows once.
 */
export async function sendMails({ db }: SystemContext, post: Post, most = 50): Promise<number> {
  for (let tried = 0; tried < most; tried++) {
    const [row] = await db.call(sql`select * from auth.mail_take(${mailLeaseMs}, ${mailAttempts})`);
    if (!row) return tried;
    const mail = Taken.parse(row);
    const posted = await post.send({
      id: mail.id,
      to: mail.address,
      language: mail.language,
      ...noticeLetter(env.APP_URL, {
        ...mail,
        subjectId: mail.subject_id,
        organization: mail.language === "en" ? mail.organization_en : mail.organization,
      }),
    });
    if (posted.isSent) {
      await db.call(sql`select auth.mail_sent(${mail.id})`);
      continue;
    }
    // Asked now: the conversation may have taken a minute.
    const due = posted.isFinal ? null : mailDueAgain(mail.attempts, new Date());
    await db.call(
      sql`select auth.mail_failed(${mail.id}, ${posted.problem}, ${due?.toISOString() ?? null}::timestamptz)`,
    );
  }
  return most;
}
