import type { Locale } from "@/components/messages/locales";
import { numberFormat } from "./number-format";

/** A whole number with grouping: 12,805. */
export function formatCount(count: number | bigint, locale: Locale): string {
  return numberFormat(locale, { maximumFractionDigits: 0 }).format(count);
}

/** A term in whole months: 12个月, 3年; 12 months, 3 years. Whole years only from two years on. */
export function formatDuration(months: number, locale: Locale): string {
  const isYears = months >= 24 && months % 12 === 0;
  const number = isYears ? months / 12 : months;
  if (locale === "en") {
    const unit = isYears ? "year" : "month";
    return `${number} ${unit}${number === 1 ? "" : "s"}`;
  }
  return `${number}${isYears ? "年" : "个月"}`;
}

/** From one term to another, in one unit: 6–12 months, 12–60 months, 2–5 years. */
export function formatDurationRange(from: number, to: number, locale: Locale): string {
  if (from === to) return formatDuration(from, locale);
  const isYears = [from, to].every((months) => months >= 24 && months % 12 === 0);
  const [low, high] = isYears ? [from / 12, to / 12] : [from, to];
  const [zh, en] = isYears ? ["年", "years"] : ["个月", "months"];
  return locale === "en" ? `${low}–${high} ${en}` : `${low}–${high}${zh}`;
}

const sizes = ["B", "kB", "MB", "GB"] as const;

/** The size of a file: 1.4 MB. */
export function formatBytes(bytes: number, locale: Locale): string {
  const step = Math.min(sizes.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const number = numberFormat(locale, { maximumFractionDigits: step === 0 ? 0 : 1 });
  return `${number.format(bytes / 1000 ** step)}\u202f${sizes[step] ?? "B"}`;
}
