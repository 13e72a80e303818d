import type { Locale } from "@/components/messages/locales";

/** A whole number with grouping: 12,805. */
export function formatCount(count: number | bigint, locale: Locale): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(count);
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

const sizes = ["B", "kB", "MB", "GB"] as const;

/** The size of a file: 1.4 MB. */
export function formatBytes(bytes: number, locale: Locale): string {
  const step = Math.min(sizes.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: step === 0 ? 0 : 1 });
  return `${number.format(bytes / 1000 ** step)}\u202f${sizes[step] ?? "B"}`;
}
