import { useTranslations } from "next-intl";
import type { z } from "zod";
import { PageHeader, Section } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { Pagination } from "@/components/ui/pagination";
import type { Audience } from "@/domain/notifications/audience";
import type { NoticeSettings, NotificationPage as Inbox } from "@/domain/notifications/schema";
import { MarkRead } from "./mark-read";
import { NoticeAddress } from "./notice-address";
import { NoticeChoice } from "./notice-choice";
import { NotificationList } from "./notification-list";

const homes = { enterprise: "/sme", bank: "/bank", office: "/credit-office" } as const;

/** One inbox, drawn the same for all three parties. */
export function NotificationPage({
  reader,
  inbox: { notifications, unread, next },
  settings,
  cursor,
}: {
  reader: Audience;
  inbox: z.infer<typeof Inbox>;
  settings: NoticeSettings;
  cursor: string | undefined;
}) {
  const t = useTranslations("notifications");
  const address = `${homes[reader]}/notifications`;
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <ClientMessages namespaces={["notifications", "errors"]}>
            <MarkRead reader={reader} hasUnread={unread > 0} />
          </ClientMessages>
        }
      />
      {notifications.length > 0 ? (
        <NotificationList reader={reader} notifications={notifications} />
      ) : (
        <Empty title={t("empty.title")}>{t(`empty.${reader}`)}</Empty>
      )}
      <Pagination
        {...(cursor && { previousHref: address })}
        {...(next && { nextHref: `${address}?cursor=${next}` })}
      />
      <div className="mt-12">
        <Section title={t("settings.title")}>
          {settings.canMail ? (
            <ClientMessages namespaces={["common", "notifications", "errors"]}>
              <div className="grid gap-8">
                <NoticeAddress settings={settings} />
                <NoticeChoice reader={reader} settings={settings} />
              </div>
            </ClientMessages>
          ) : (
            <Notice>{t("settings.off")}</Notice>
          )}
        </Section>
      </div>
    </>
  );
}
