import { useLocale, useTranslations } from "next-intl";
import { HorizontalBars } from "@/components/charts/horizontal-bars";
import { formatAmount } from "@/components/format/amount";
import { formatDay } from "@/components/format/day";
import { loanStatuses } from "@/domain/loans/lifecycle";
import type { QualityRow } from "@/domain/oversight/schema";

export function LoanQuality({ quality, today }: { quality: readonly QualityRow[]; today: string }) {
  const t = useTranslations("office.quality");
  const states = useTranslations("states.loan");
  const locale = useLocale();
  if (quality.length === 0) return <p className="text-ink-soft">{t("empty")}</p>;
  const inOrder = quality.toSorted(
    (a, b) => loanStatuses.indexOf(a.status) - loanStatuses.indexOf(b.status),
  );
  return (
    <div className="grid content-start gap-2">
      <HorizontalBars
        title={t("chart")}
        format={(value) => formatAmount(BigInt(Math.round(value)), locale)}
        points={inOrder.map(({ status, loans, balance }) => ({
          key: status,
          label: `${states(status)} · ${t("loans", { count: loans })}`,
          value: Number(balance),
        }))}
      />
      <p className="text-sm text-ink-soft">{t("hint", { day: formatDay(today, locale) })}</p>
    </div>
  );
}
