import { sql } from "drizzle-orm";
import { maskedAddress, type MailWish } from "@/domain/notifications/mail";
import type { NoticeSettings } from "@/domain/notifications/schema";
import { authorize } from "@/domain/policy";
import { NotFound } from "@/domain/shared/errors";
import type { NoticeLanguage } from "@/domain/shared/languages";
import { env } from "@/server/env";
import type { ServiceContext } from "@/server/services/context";

type Row = {
  email: string | null;
  waiting_email: string | null;
  mail: MailWish;
  language: NoticeLanguage;
};

/** Where and how this person is told, besides the page. */
export async function getNoticeSettings({ db, actor }: ServiceContext): Promise<NoticeSettings> {
  authorize(actor, "notification.choose", {});
  const [row] = await db.call<Row>(sql`select * from auth.notice_settings(${db.token})`);
  if (!row) throw new NotFound("session");
  return {
    canMail: env.SMTP_URL !== undefined,
    address: row.email && maskedAddress(row.email),
    waitingAddress: row.waiting_email && maskedAddress(row.waiting_email),
    mail: row.mail,
    language: row.language,
  };
}
