import type { Locale } from "@/components/messages/locales";

/** A name as it stands within a sentence: tax arrears, equal principal; but VAT invoices. */
export function midSentence(name: string, locale: Locale): string {
  const isAcronym = /^\p{Lu}(?:\p{Lu}|\d)/u.test(name);
  if (locale !== "en" || isAcronym) return name;
  return name.charAt(0).toLowerCase() + name.slice(1);
}
