import { useLocale, useTranslations } from "next-intl";
import { DescriptionList } from "@/components/ui/description-list";
import { findDistrict } from "@/domain/enterprises/districts";
import { findSection } from "@/domain/enterprises/industry";
import type { NeedBands as Bands } from "@/domain/needs/open-schema";

const order = [
  "amount",
  "term",
  "purpose",
  "repayment",
  "guarantee",
  "district",
  "section",
  "size",
  "age",
] as const satisfies readonly (keyof Bands)[];

/** What is told of a firm and its need before it signs, in bands. */
export function NeedBands({ bands }: { bands: Bands }) {
  const t = useTranslations("openNeeds");
  const products = useTranslations("products");
  const states = useTranslations("states");
  const sizes = useTranslations("enterprises.sizes");
  const side = useLocale() === "en" ? "en" : "zh";
  const texts: Record<(typeof order)[number], (value: string) => string> = {
    amount: (value) => products(`amountBand.${value}`),
    term: (value) => products(`termBand.${value}`),
    purpose: (value) => states(`needPurpose.${value}`),
    repayment: (value) => states(`repayment.${value}`),
    guarantee: (value) => states(`guarantee.${value}`),
    district: (value) => findDistrict(value)?.[side] ?? value,
    section: (value) => findSection(value)?.[side] ?? value,
    size: (value) => sizes(value),
    age: (value) => t(`ageBand.${value}`),
  };
  return (
    <DescriptionList
      columns={2}
      items={order.flatMap((key) => {
        const value = bands[key];
        return value === undefined
          ? []
          : [{ key, term: t(`band.${key}`), details: texts[key](value) }];
      })}
    />
  );
}
