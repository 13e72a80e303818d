import { useTranslations } from "next-intl";
import type { z } from "zod";
import { PageHeader } from "@/components/layout/page-header";
import { ClientMessages } from "@/components/messages/client-messages";
import { Empty } from "@/components/ui/empty";
import { Pagination } from "@/components/ui/pagination";
import type { NotificationPage as Inbox } from "@/domain/notifications/schema";
import { MarkRead } from "./mark-read";
import { NotificationList } from "./notification-list";
import type { Reader } from "./subject-href";

const homes = { enterprise: "/sme", bank: "/bank", office: "/credit-office" } as const;

/** One inbox, drawn the same for all three parties. */
export function NotificationPage({
  reader,
  inbox: { notifications, unread, next },
  cursor,
}: {
  reader: Reader;
  inbox: z.infer<typeof Inbox>;
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
    </>
  );
}
