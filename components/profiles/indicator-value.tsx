import { useLocale, useTranslations } from "next-intl";
import { formatAmount } from "@/components/format/amount";
import { formatCount, formatDuration } from "@/components/format/count";
import { formatDay } from "@/components/format/day";
import { formatRate } from "@/components/format/rate";
import type { Locale } from "@/components/messages/locales";
import { never } from "@/domain/profiles/definition";
import { findFact } from "@/domain/profiles/indicators";

type Value = bigint | number | string | boolean | null;

/** A number of a fact in its unit. */
function formatFact(code: string, value: bigint | number, locale: Locale): string {
  switch (findFact(code)?.unit) {
    case "fen":
      return formatAmount(BigInt(value), locale);
    case "bp":
      return formatRate(Number(value), locale);
    case "months":
      return formatDuration(Number(value), locale);
    default:
      return formatCount(value, locale);
  }
}

/** One indicator's value in words. */
export function IndicatorText({ code, value }: { code: string; value: Value }) {
  const t = useTranslations("profiles");
  const locale = useLocale();
  if (value === null) return <span className="text-ochre">{t("notKnown")}</span>;
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (value === never) return t("never");
  const isDay = findFact(code)?.unit === "day";
  if (typeof value === "string" && !isDay) return value;
  const text =
    typeof value === "string" ? formatDay(value, locale) : formatFact(code, value, locale);
  return <span className="figures whitespace-nowrap">{text}</span>;
}

type Band = { from: number | null; to: number | null } | null;

/** One band in words; a fact that is yes or no stays that. */
export function BandText({ code, band, flag }: { code: string; band: Band; flag: boolean | null }) {
  const t = useTranslations("profiles");
  const locale = useLocale();
  if (flag !== null) return t(flag ? "yes" : "no");
  if (!band) return <span className="text-ochre">{t("notKnown")}</span>;
  const show = (value: number) => formatFact(code, value, locale);
  const unit = findFact(code)?.unit;
  if (unit === "fen" && band.from === null && band.to === 1) return t("none");
  if (band.from === null && band.to !== null) return t("to", { to: show(band.to) });
  if (band.from !== null && band.to === null) return t("from", { from: show(band.from) });
  if (band.from === null || band.to === null) return t("notKnown");
  return (
    <span className="figures">{t("range", { from: show(band.from), to: show(band.to) })}</span>
  );
}
