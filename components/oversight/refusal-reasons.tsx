import { useLocale, useTranslations } from "next-intl";
import { HorizontalBars } from "@/components/charts/horizontal-bars";
import { formatCount } from "@/components/format/count";
import { findReason } from "@/domain/applications/reason-codes";
import type { ReasonRow } from "@/domain/oversight/schema";

const shown = 8;

const sum = (rows: readonly ReasonRow[]) => rows.reduce((total, { count }) => total + count, 0);

export function RefusalReasons({ reasons }: { reasons: readonly ReasonRow[] }) {
  const t = useTranslations("office.reasons");
  const locale = useLocale();
  const given = reasons.filter(({ count }) => count > 0);
  if (given.length === 0) return <p className="text-ink-soft">{t("empty")}</p>;
  const rest = sum(given.slice(shown));
  return (
    <div className="grid content-start gap-2">
      <HorizontalBars
        title={t("chart")}
        format={(value) => formatCount(value, locale)}
        points={[
          ...given.slice(0, shown).map(({ code, count }) => ({
            key: code,
            label: `${code} ${findReason(code)?.text[locale === "en" ? "en" : "zh"] ?? ""}`.trim(),
            value: count,
          })),
          ...(rest > 0 ? [{ key: "other", label: t("other"), value: rest }] : []),
        ]}
      />
      <p className="text-sm text-ink-soft">
        {t("hint", { count: formatCount(sum(given), locale) })}
      </p>
    </div>
  );
}
