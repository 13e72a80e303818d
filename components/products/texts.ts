import { useLocale } from "next-intl";

/** A text that banks give in both languages, in the reader's. */
export function useOwnText() {
  const locale = useLocale();
  return ({ zh, en }: { zh: string; en: string }) => (locale === "en" ? en : zh);
}

/** A bank's name in the reader's language. */
export function useBankName() {
  const locale = useLocale();
  return ({ name, nameEn }: { name: string; nameEn: string }) => (locale === "en" ? nameEn : name);
}
