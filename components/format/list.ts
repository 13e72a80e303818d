import type { Locale } from "@/components/messages/locales";

/** Names in a row: 纳税申报、社会保险和用水; tax declarations, social insurance and water use. */
export function formatList(names: readonly string[], locale: Locale): string {
  return new Intl.ListFormat(locale === "en" ? "en-GB" : locale, { type: "conjunction" }).format(
    names,
  );
}
