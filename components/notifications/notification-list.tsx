import { clsx } from "clsx";
import { useLocale, useTranslations } from "next-intl";
import Link from "next/link";
import { Instant } from "@/components/format/values";
import { Status } from "@/components/ui/status";
import type { Audience } from "@/domain/notifications/audience";
import { placeOf } from "@/domain/notifications/places";
import type { NotificationView } from "@/domain/notifications/schema";
import { noticeSentence } from "./notice-sentence";

/** What an organization was told, newest first: a sentence, when, and the way to what it is about. */
export function NotificationList({
  reader,
  notifications,
}: {
  reader: Audience;
  notifications: readonly NotificationView[];
}) {
  const t = useTranslations("notifications");
  const locale = useLocale();
  return (
    <ol aria-label={t("list")} className="border-t border-line">
      {notifications.map(({ id, kind, subjectId, params, at, readAt }) => {
        const place = placeOf(reader, kind, subjectId);
        return (
          <li
            key={id}
            className="grid gap-x-6 gap-y-1 border-b border-line py-3 sm:grid-cols-[minmax(0,1fr)_auto]"
          >
            <p className={clsx("measure", !readAt && "font-medium")}>
              {noticeSentence(t, locale, { audience: reader, kind, params })}
            </p>
            <p className="flex items-baseline gap-4 text-sm text-ink-soft sm:justify-end">
              {!readAt && <Status tone="waiting">{t("unread")}</Status>}
              <Instant at={at} />
            </p>
            {place && (
              <p className="text-sm">
                <Link href={place.href} data-row className="link inline-flex min-h-8 items-center">
                  {t(`open.${place.place}`)}
                </Link>
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}
