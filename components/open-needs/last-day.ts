import type { Locale } from "next-intl";
import { dayInShanghai, formatDay } from "@/components/format/day";

/** The last whole day before an end, as people say "until": the end itself is the next midnight. */
export const lastDay = (end: Date, locale: Locale): string =>
  formatDay(dayInShanghai(new Date(end.getTime() - 1)), locale);
