import { useLocale, useTranslations } from "next-intl";
import { formatDay, formatMonth } from "@/components/format/day";
import type { Locale } from "@/components/messages/locales";
import type { CutView } from "@/domain/oversight/schema";
import { lastDayOf, monthOf } from "@/domain/shared/calendar";

type Days = CutView["current"];

/** A period as it is said: whole months by their names, a month under way by its last day. */
function usePeriodWords() {
  const t = useTranslations("office.overview");
  const locale = useLocale();
  return ({ fromDay, toDay }: Days) => {
    const from = formatMonth(monthOf(fromDay), locale);
    if (toDay !== lastDayOf(monthOf(toDay)))
      return t("period", { from, to: formatDay(toDay, locale) });
    return monthOf(fromDay) === monthOf(toDay)
      ? from
      : t("period", { from, to: formatMonth(monthOf(toDay), locale) });
  };
}

export const bankName = (bank: { name: string; nameEn: string }, locale: Locale) =>
  locale === "en" ? bank.nameEn : bank.name;

/** What the numbers below are about, in words, on screen and on paper alike. */
export function CutWords({ cut }: { cut: CutView }) {
  const t = useTranslations("office.overview");
  const locale = useLocale();
  const period = usePeriodWords();
  return (
    <div>
      <p className="text-lg font-medium">
        {t("cut", {
          period: period(cut.current),
          bank: cut.bank ? bankName(cut.bank, locale) : t("allBanks"),
          origin: t(`origin.${cut.origin}`),
        })}
      </p>
      <p className="text-sm text-ink-soft">{t("compared", { period: period(cut.previous) })}</p>
    </div>
  );
}
