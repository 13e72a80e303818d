import { useLocale, useTranslations } from "next-intl";
import { BarChart } from "@/components/charts/bar-chart";
import { LineChart } from "@/components/charts/line-chart";
import { formatAmount } from "@/components/format/amount";
import { formatCount } from "@/components/format/count";
import { formatAxisMonth } from "@/components/format/day";
import type { MonthRow } from "@/domain/oversight/schema";

type Months = { months: readonly MonthRow[] };

/** Applications and money lent, month by month. */
export function MonthlyCharts({ months }: Months) {
  const t = useTranslations("office.months");
  const locale = useLocale();
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2 print:grid-cols-2 print:gap-x-5 print:gap-y-3">
      <BarChart
        title={t("applications")}
        points={usePoints(months, ({ submitted }) => submitted)}
        format={(value) => formatCount(value, locale)}
      />
      <BarChart
        title={t("amount")}
        points={usePoints(months, ({ amount }) => amount)}
        format={useFen()}
      />
    </div>
  );
}

/** Money owed at the end of each month. */
export function BalanceChart({ months }: Months) {
  const t = useTranslations("office.months");
  const points = usePoints(months, ({ balance }) => balance);
  return (
    <LineChart
      title={t("balance")}
      series={[{ key: "balance", label: t("balance"), points }]}
      format={useFen()}
    />
  );
}

function usePoints(months: readonly MonthRow[], valueOf: (row: MonthRow) => number | bigint) {
  const locale = useLocale();
  return months.map((row) => ({
    key: row.month,
    label: formatAxisMonth(row.month, locale),
    value: Number(valueOf(row)),
  }));
}

function useFen() {
  const locale = useLocale();
  return (value: number) => formatAmount(BigInt(Math.round(value)), locale);
}
