import { useLocale, useTranslations } from "next-intl";
import { StackedColumns } from "@/components/charts/stacked-columns";
import { formatAmount } from "@/components/format/amount";
import { formatShortDay } from "@/components/format/day";
import type { ScheduleRowView } from "@/domain/loans/enterprise-schema";
import { sumOf } from "@/domain/shared/money";

const mostColumns = 60;

/** Principal and interest of each due date; of each year where there would be too many columns. */
export function ScheduleChart({ rows }: { rows: readonly ScheduleRowView[] }) {
  const t = useTranslations("loans.schedule");
  const locale = useLocale();
  if (rows.length < 2) return null;
  const isByYear = rows.length > mostColumns;
  const groups = new Map<string, ScheduleRowView[]>();
  for (const row of rows) {
    const key = isByYear ? row.dueOn.slice(0, 4) : row.dueOn;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return (
    <StackedColumns
      title={t(isByYear ? "chartByYear" : "chart")}
      lowerLabel={t("principal")}
      upperLabel={t("interest")}
      format={(value) => formatAmount(BigInt(Math.round(value)), locale)}
      columns={[...groups].map(([key, group]) => ({
        key,
        label: isByYear ? key : formatShortDay(key, locale),
        lower: Number(sumOf(group.map(({ principal }) => principal))),
        upper: Number(sumOf(group.map(({ interest }) => interest))),
      }))}
    />
  );
}
