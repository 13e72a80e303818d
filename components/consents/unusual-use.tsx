import { useLocale, useTranslations } from "next-intl";
import { formatDay } from "@/components/format/day";
import { Status } from "@/components/ui/status";
import type { UseOfConsent } from "@/domain/notifications/notices";

/** How long ago the recipient last looked, and how often lately. */
export function LastUse({ use }: { use: UseOfConsent }) {
  const t = useTranslations("consents.unusual");
  return (
    <span className="inline-block text-sm text-ink-soft first-letter:uppercase">
      {use.daysSinceLastLook === null
        ? t("neverLooked")
        : `${t("lastLook", { days: use.daysSinceLastLook })} · ${t("recentLooks", { count: use.recentLooks })}`}
    </span>
  );
}

/** What of the last 30 days is not as usual, newest first; draws nothing where all is. */
export function UnusualUse({ use, most = 3 }: { use: UseOfConsent; most?: number }) {
  const t = useTranslations("consents.unusual");
  const locale = useLocale();
  if (use.unusual.length === 0) return null;
  return (
    // No landmark: a page has one for each consent, and they would be called the same.
    <div className="grid gap-1 border-s-2 border-ochre ps-3 text-sm">
      <p>
        <Status tone="waiting">{t("title")}</Status>
      </p>
      <ul>
        {use.unusual.slice(0, most).map(({ reason, on, count, against }) => (
          <li key={`${reason} ${on}`} className="first-letter:uppercase">
            {t(reason === "many_in_a_day" && against === null ? "many_in_a_day_first" : reason, {
              on: formatDay(on, locale),
              count,
              against: against ?? 0,
            })}
          </li>
        ))}
      </ul>
      <p className="text-ink-soft">{t("what")}</p>
    </div>
  );
}
