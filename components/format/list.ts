import type { Locale } from "@/components/messages/locales";

const listsIn = (language: string) => ({
  conjunction: new Intl.ListFormat(language, { type: "conjunction" }),
  disjunction: new Intl.ListFormat(language, { type: "disjunction" }),
});
const lists = { "zh-CN": listsIn("zh-CN"), en: listsIn("en-GB") };

/**
 * Names in a row: 纳税申报、社会保险和用水; tax declarations, social insurance and water use. As a
 * disjunction: A级或B级; grade A or grade B.
 */
export function formatList(
  names: readonly string[],
  locale: Locale,
  type: "conjunction" | "disjunction" = "conjunction",
): string {
  return lists[locale][type].format(names);
}
