import { useLocale, useTranslations } from "next-intl";
import { BarChart } from "@/components/charts/bar-chart";
import { LineChart } from "@/components/charts/line-chart";
import { formatAmount } from "@/components/format/amount";
import { formatRate } from "@/components/format/rate";
import type { PublishedQuarter } from "@/domain/oversight/published";

/** The editions beside each other, oldest first; withheld ones are left out. */
export function QuarterTrends({ quarters }: { quarters: readonly PublishedQuarter[] }) {
  const t = useTranslations("statistics.trend");
  const locale = useLocale();
  const points = (key: "amount" | "annualRate") =>
    quarters.flatMap(({ quarter, total }) =>
      total[key] === null
        ? []
        : [{ key: quarter, label: shortQuarter(quarter), value: Number(total[key]) }],
    );
  return (
    <div className="grid gap-x-12 gap-y-8 lg:grid-cols-2">
      <BarChart
        title={t("amount")}
        points={points("amount")}
        format={(value) => formatAmount(BigInt(Math.round(value)), locale)}
      />
      <LineChart
        title={t("annualRate")}
        series={[{ key: "rate", label: t("annualRate"), points: points("annualRate") }]}
        format={(value) => formatRate(value, locale)}
      />
    </div>
  );
}

export const quarterNumber = (quarter: string) => Math.ceil(Number(quarter.slice(5, 7)) / 3);
const shortQuarter = (quarter: string) => `${quarter.slice(2, 4)}Q${quarterNumber(quarter)}`;
