import type { Locale } from "@/components/messages/locales";

const timeZone = "Asia/Shanghai";
const englishMonths = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function parts(iso: string): [year: number, month: number, day: number] {
  const [year = 0, month = 1, day = 1] = iso.split("-").map(Number);
  return [year, month, day];
}

/** A calendar day "2026-11-21": 2026年11月21日, 21 Nov 2026. */
export function formatDay(day: string, locale: Locale): string {
  const [year, month, date] = parts(day);
  return locale === "en"
    ? `${date} ${englishMonths[month - 1] ?? ""} ${year}`
    : `${year}年${month}月${date}日`;
}

/** A day inside the year that is being talked about: 11月21日, 21 Nov. */
export function formatShortDay(day: string, locale: Locale): string {
  const [, month, date] = parts(day);
  return locale === "en" ? `${date} ${englishMonths[month - 1] ?? ""}` : `${month}月${date}日`;
}

/** A month "2026-10": 2026年10月, Oct 2026. */
export function formatMonth(month: string, locale: Locale): string {
  const [year, number] = parts(month);
  return locale === "en" ? `${englishMonths[number - 1] ?? ""} ${year}` : `${year}年${number}月`;
}

/** A month on an axis: 10月, Oct; January also names its year, since it opens one. */
export function formatAxisMonth(month: string, locale: Locale): string {
  const [year, number] = parts(month);
  if (locale === "en") return number === 1 ? String(year) : (englishMonths[number - 1] ?? "");
  return number === 1 ? `${year}年` : `${number}月`;
}

const dayOf = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
const timeOf = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "short" });

/** The calendar day of an instant in Asia/Shanghai, "2026-11-21". */
export function dayInShanghai(instant: Date): string {
  return dayOf.format(instant);
}

/** An instant in Asia/Shanghai: 2026年11月21日 14:05, 21 Nov 2026, 14:05. */
export function formatInstant(instant: Date, locale: Locale): string {
  const day = formatDay(dayInShanghai(instant), locale);
  return `${day}${locale === "en" ? ", " : " "}${timeOf.format(instant)}`;
}

const clockOf = new Intl.DateTimeFormat("en-GB", { timeZone, timeStyle: "medium" });

/** The time of an instant in Asia/Shanghai to the second: 14:05:09. */
export function formatTime(instant: Date): string {
  return clockOf.format(instant);
}
