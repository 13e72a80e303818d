import { useLocale, useTranslations } from "next-intl";
import { formatAmount } from "@/components/format/amount";
import { formatCount } from "@/components/format/count";
import { formatRate, formatShare, formatSigned } from "@/components/format/rate";
import type { Locale } from "@/components/messages/locales";
import type { Change } from "@/components/ui/figure";
import { changeOf } from "@/domain/oversight/figures";
import type { FigureView } from "@/domain/oversight/schema";

/** Figures as they are read: the number, its unit, and how it moved. */
export function useFigureText() {
  const t = useTranslations("office");
  const locale = useLocale();
  return {
    valueOf({ unit, value }: FigureView): { value: string; unit?: string } {
      if (value === null) return { value: t("overview.none") };
      if (unit === "working_days")
        return {
          value: formatSigned(Number(value), locale).replace("+", ""),
          unit: t("unit.workingDays", { count: Number(value) }),
        };
      return splitUnit(formatted(unit, value, locale));
    },
    changeOf(figure: FigureView): Change | undefined {
      const change = changeOf(figure);
      if (!change) return undefined;
      const by = change.as === "days" ? change.by : change.by * 100;
      const value = formatSigned(by, locale);
      return {
        text: t(`change.${change.as}`, { value }),
        direction: Number(by.toFixed(2)) === 0 ? "same" : by > 0 ? "up" : "down",
        against: t("change.against"),
      };
    },
  };
}

function formatted(unit: FigureView["unit"], value: number | bigint, locale: Locale): string {
  if (unit === "fen") return formatAmount(BigInt(value), locale);
  if (unit === "share") return formatShare(Number(value), locale);
  if (unit === "basis_points") return formatRate(Number(value), locale);
  return formatCount(value, locale);
}

/** "14.68 亿元" in two: the unit is set smaller. A percentage stays whole. */
export function splitUnit(text: string): { value: string; unit?: string } {
  const at = text.lastIndexOf("\u202f");
  const unit = text.slice(at + 1);
  return at < 0 || unit === "%" || /^\d/u.test(unit)
    ? { value: text }
    : { value: text.slice(0, at), unit };
}
