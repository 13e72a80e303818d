import type { Locale } from "@/components/messages/locales";

const made = new Map<string, Intl.NumberFormat>();

/** Made once for a locale and options: making one costs many times what formatting with it does. */
export function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify([locale, options]);
  const kept = made.get(key) ?? new Intl.NumberFormat(locale, options);
  made.set(key, kept);
  return kept;
}
