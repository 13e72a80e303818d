import { useLocale, useTranslations } from "next-intl";
import { formatAmount } from "@/components/format/amount";
import { formatDuration } from "@/components/format/count";
import type { ScheduleConvention } from "@/domain/loans/convention";
import { shortestFirstPeriod } from "@/domain/loans/schedule";

/** How a product or an offer is reckoned, a line each; what is as usual is said in one. */
export function ConventionText({ convention }: { convention: ScheduleConvention }) {
  const t = useTranslations("calculator.convention");
  const locale = useLocale();
  const {
    dayCount = "30/360",
    rounding = "half_up",
    grace,
    dueDay,
    instalmentMultiple,
  } = convention;
  const months = (count: number | undefined) => formatDuration(count ?? 0, locale);
  const lines = [
    t(`dayCount.${dayCount}`),
    rounding === "half_up" ? null : t(`rounding.${rounding}`),
    grace?.principalMonths ? t("principalGrace", { months: months(grace.principalMonths) }) : null,
    grace?.interestMonths ? t("interestGrace", { months: months(grace.interestMonths) }) : null,
    grace?.interestFreeMonths ? t("freeGrace", { months: months(grace.interestFreeMonths) }) : null,
    dueDay ? t("dueDay", { day: dueDay, least: shortestFirstPeriod }) : null,
    instalmentMultiple
      ? t("multiple", { amount: formatAmount(BigInt(instalmentMultiple), locale) })
      : null,
  ].filter((line) => line !== null);
  return lines.map((line) => (
    <span key={line} className="block">
      {line}
    </span>
  ));
}
