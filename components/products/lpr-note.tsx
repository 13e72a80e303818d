import { useLocale, useTranslations } from "next-intl";
import { formatRate } from "@/components/format/rate";
import { Day } from "@/components/format/values";
import type { LprTenor } from "@/domain/products/schema";
import { daysBetween } from "@/domain/shared/calendar";

/** New rates come once a month; an older one may have been replaced. */
const monthOfDays = 35;

type Props = {
  /** The day of publication. */
  on: string;
  /** Left out of a list: tenors differ, the day of publication does not. */
  rate?: { tenor: LprTenor; basisPoints: number };
  today: string;
};

/**
 * By which loan prime rate a price was made and how old that is: one line above a list; by itself also
 * that there may be a newer one.
 */
export function LprNote({ on, rate, today }: Props) {
  const t = useTranslations("calculator.lpr");
  const tenors = useTranslations("states.lprTenor");
  const locale = useLocale();
  const days = daysBetween(on, today);
  const day = () => <Day day={on} />;
  if (!rate) return <p className="py-2 text-sm text-ink-soft">{t.rich("inList", { days, day })}</p>;
  return (
    <p className="measure text-sm text-ink-soft">
      {t.rich("used", {
        tenor: tenors(rate.tenor),
        rate: formatRate(rate.basisPoints, locale),
        days,
        day,
      })}
      {days > monthOfDays && <span className="mt-1 block text-ochre">{t("old")}</span>}
    </p>
  );
}
