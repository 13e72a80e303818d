import type { Locale } from "@/components/messages/locales";

/**
 * Names in a row: 纳税申报、社会保险和用水; tax declarations, social insurance and water use. As a
 * disjunction: A级或B级; grade A or grade B.
 */
export function formatList(
  names: readonly string[],
  locale: Locale,
  type: "conjunction" | "disjunction" = "conjunction",
): string {
  return new Intl.ListFormat(locale === "en" ? "en-GB" : locale, { type }).format(names);
}
