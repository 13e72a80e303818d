import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { Instant } from "@/components/format/values";
import { Status } from "@/components/ui/status";
import type { NotificationView } from "@/domain/notifications/schema";
import { subjectOf, type Reader } from "./subject-href";

/** What an organization was told, newest first: a sentence, when, and the way to what it is about. */
export function NotificationList({
  reader,
  notifications,
}: {
  reader: Reader;
  notifications: readonly NotificationView[];
}) {
  const t = useTranslations("notifications");
  return (
    <ol aria-label={t("list")} className="border-t border-line">
      {notifications.map(({ id, kind, subjectId, at, readAt }) => {
        const key = `${reader}.${kind.replace(".", "_")}`;
        const subject = subjectOf(reader, kind, subjectId);
        return (
          <li
            key={id}
            className="grid gap-x-6 gap-y-1 border-b border-line py-3 sm:grid-cols-[minmax(0,1fr)_auto]"
          >
            <p className={clsx("measure", !readAt && "font-medium")}>
              {t.has(key) ? t(key) : kind}
            </p>
            <p className="flex items-baseline gap-4 text-sm text-ink-soft sm:justify-end">
              {!readAt && <Status tone="waiting">{t("unread")}</Status>}
              <Instant at={at} />
            </p>
            {subject && (
              <p className="text-sm">
                <Link
                  href={subject.href}
                  data-row
                  className="link inline-flex min-h-8 items-center"
                >
                  {t(`open.${subject.place}`)}
                </Link>
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}
