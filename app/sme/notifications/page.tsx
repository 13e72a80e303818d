import { getTranslations } from "next-intl/server";
import { NotificationPage } from "@/components/notifications/notification-page";
import { ListNotificationsInput } from "@/domain/notifications/schema";
import { caller } from "@/server/trpc/rsc";

type Search = Promise<Record<string, string | string[] | undefined>>;

export async function generateMetadata() {
  return { title: (await getTranslations("notifications"))("title") };
}

export default async function NotificationsPage({ searchParams }: { searchParams: Search }) {
  const { cursor } = await searchParams;
  const asked = ListNotificationsInput.safeParse({ cursor }).data ?? {};
  const api = await caller();
  const [inbox, settings] = await Promise.all([
    api.notifications.enterprise(asked),
    api.noticeSettings.get(),
  ]);
  return (
    <NotificationPage reader="enterprise" inbox={inbox} settings={settings} cursor={asked.cursor} />
  );
}
