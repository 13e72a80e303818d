import { useLocale, useTranslations } from "next-intl";
import type { Locale } from "@/components/messages/locales";
import { sizeClasses, type SizeClass } from "@/domain/enterprises/enterprise";
import { findSection } from "@/domain/enterprises/industry";
import { findDistrict } from "@/domain/enterprises/districts";
import type { BankName, OverviewView } from "@/domain/oversight/schema";
import { bankName } from "./cut-words";

export const groupDimensions = ["bank", "district", "section", "size"] as const;
export type GroupDimension = (typeof groupDimensions)[number];

/** Where an overview keeps a dimension's rows. */
export const groupRows = {
  bank: "byBank",
  district: "byDistrict",
  section: "bySection",
  size: "bySize",
} as const satisfies Record<GroupDimension, keyof OverviewView>;

type Words = (key: `size.${SizeClass}` | "groups.unknown") => string;

/** What a key of a dimension is called; the key itself where nobody has named it. */
export function groupName(
  dimension: GroupDimension,
  key: string,
  { t, locale, banks }: { t: Words; locale: Locale; banks: readonly BankName[] },
): string {
  const language = locale === "en" ? "en" : "zh";
  if (key === "") return t("groups.unknown");
  if (dimension === "size") {
    const size = sizeClasses.find((one) => one === key);
    return size ? t(`size.${size}`) : key;
  }
  if (dimension === "section") return findSection(key)?.[language] ?? key;
  if (dimension === "district") return findDistrict(key)?.[language] ?? key;
  const bank = banks.find(({ code }) => code === key);
  return bank ? bankName(bank, locale) : key;
}

export function useGroupName(banks: readonly BankName[]) {
  const t = useTranslations("office");
  const locale = useLocale();
  return (dimension: GroupDimension, key: string) =>
    groupName(dimension, key, { t, locale, banks });
}
