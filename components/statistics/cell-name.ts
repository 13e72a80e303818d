import { useLocale, useTranslations } from "next-intl";
import { formatMonth } from "@/components/format/day";
import { formatRate } from "@/components/format/rate";
import { bankKinds } from "@/domain/accounts/banks";
import { sizeClasses } from "@/domain/enterprises/enterprise";
import { findDistrict } from "@/domain/enterprises/districts";
import { rateBands, type PublishedDimension } from "@/domain/oversight/published";

export type Breakdown = Exclude<PublishedDimension, "all">;

/** What a published cell is called. */
export function useCellName() {
  const t = useTranslations("statistics");
  const office = useTranslations("office");
  const locale = useLocale();
  const rate = (basisPoints: string) => formatRate(Number(basisPoints), locale);
  return (dimension: Breakdown, key: string): string => {
    if (key === "") return t("unknown");
    switch (dimension) {
      case "month":
        return formatMonth(key, locale);
      case "district":
        return findDistrict(key)?.[locale === "en" ? "en" : "zh"] ?? key;
      case "size": {
        const size = sizeClasses.find((one) => one === key);
        return size ? office(`size.${size}`) : key;
      }
      case "bank_kind": {
        const kind = bankKinds.find((one) => one === key);
        return kind ? office(`bankKind.${kind}`) : key;
      }
      case "rate": {
        const next = rateBands[rateBands.findIndex((from) => from === key) + 1];
        if (!next) return t("rate.above", { from: rate(key) });
        return key === "0"
          ? t("rate.below", { to: rate(next) })
          : t("rate.between", { from: rate(key), to: rate(next) });
      }
    }
  };
}

const inOrder: Partial<Record<Breakdown, readonly string[]>> = {
  size: sizeClasses,
  bank_kind: bankKinds,
  rate: rateBands,
};

/** Cells in the order people expect: sizes from small to large, rates and codes rising. */
export function orderOf(dimension: Breakdown, key: string): string {
  const order = inOrder[dimension];
  return order ? String(order.indexOf(key)).padStart(3, "0") : key;
}
