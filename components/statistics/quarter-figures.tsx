import { useLocale, useTranslations } from "next-intl";
import { formatAmount } from "@/components/format/amount";
import { formatCount } from "@/components/format/count";
import { formatRate } from "@/components/format/rate";
import { splitUnit } from "@/components/oversight/figure-text";
import { Figure } from "@/components/ui/figure";
import type { PublishedCell, PublishedQuarter } from "@/domain/oversight/published";
import { addMonthsToDay, addDays } from "@/domain/shared/calendar";

const publishedFigures = ["applications", "loans", "amount", "annualRate"] as const;
type PublishedFigure = (typeof publishedFigures)[number];

/** The last day of a quarter that begins on a day. */
export const lastDayOfQuarter = (quarter: string) => addDays(addMonthsToDay(quarter, 3), -1);

/** A quarter's totals, with their course over the editions up to it; `quarters` oldest first. */
export function QuarterFigures({
  quarters,
  names,
  hasDefinition = false,
}: {
  quarters: readonly PublishedQuarter[];
  names: Partial<Record<PublishedFigure, string>>;
  hasDefinition?: boolean;
}) {
  const t = useTranslations("statistics");
  const locale = useLocale();
  const latest = quarters.at(-1);
  if (!latest) return null;
  const text = (key: PublishedFigure, { total }: { total: PublishedCell }): string => {
    const value = total[key];
    if (value === null) return t("withheld");
    if (key === "amount") return formatAmount(BigInt(value), locale);
    if (key === "annualRate") return formatRate(Number(value), locale);
    return formatCount(value, locale);
  };
  return publishedFigures
    .filter((key) => names[key])
    .map((key) => (
      <Figure
        key={key}
        size="large"
        label={names[key]}
        {...splitUnit(text(key, latest))}
        series={quarters.flatMap(({ total }) => (total[key] === null ? [] : [Number(total[key])]))}
        asOf={lastDayOfQuarter(latest.quarter)}
        definition={hasDefinition ? t(`definition.${key}`) : undefined}
      />
    ));
}
