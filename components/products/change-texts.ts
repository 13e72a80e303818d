import { useLocale, useTranslations } from "next-intl";
import { usePrepaymentText } from "@/components/calculator/prepayment-text";
import { formatAmount } from "@/components/format/amount";
import { formatCount, formatDuration } from "@/components/format/count";
import { formatDay } from "@/components/format/day";
import { formatList } from "@/components/format/list";
import { formatRate } from "@/components/format/rate";
import { findDistrict } from "@/domain/enterprises/districts";
import type { FieldChange } from "@/domain/products/diff";
import type { ProductDraft } from "@/domain/products/draft";
import { useOwnText } from "./texts";

type Fee = NonNullable<ProductDraft["fees"]>[number];

/** What the sides of a change read like. */
export function useChangeTexts() {
  const t = useTranslations("shelf.changes");
  const states = useTranslations("states");
  const products = useTranslations("products.detail");
  const locale = useLocale();
  const own = useOwnText();
  const prepaymentText = usePrepaymentText();
  const list = (texts: readonly string[]) =>
    texts.length === 0 ? t("none") : formatList(texts, locale);

  /** One side of a field that is compared as it is. */
  function fieldText(field: FieldChange["field"], value: FieldChange["before"]): string {
    if (value === undefined) return t("unsaid");
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (Array.isArray(value))
      return field === "regions"
        ? value.length === 0
          ? t("everywhere")
          : list(value.map((code) => regionName(code)))
        : list(value.map((kind) => states(`repayment.${kind}`)));
    if (typeof value === "object" && "isAllowed" in value) return prepaymentText(value);
    if (typeof value === "object")
      return list(
        (["principalMonths", "interestMonths", "interestFreeMonths"] as const)
          .filter((name) => value[name])
          .map((name) => t(`grace.${name}`, { months: value[name] ?? 0 })),
      );
    if (typeof value === "number") return numberText(field, value);
    switch (field) {
      case "kind":
        return states(`productKind.${value}`);
      case "guarantee":
        return states(`guarantee.${value}`);
      case "lprTenor":
        return states(`lprTenor.${value}`);
      case "rounding":
        return t(`rounding.${value}`);
      case "validFrom":
      case "validTo":
        return formatDay(value, locale);
      default:
        return value;
    }
  }

  function numberText(field: FieldChange["field"], value: number): string {
    switch (field) {
      case "amountMin":
      case "amountMax":
      case "instalmentMultiple":
        return formatAmount(BigInt(value), locale);
      case "termMin":
      case "termMax":
        return formatDuration(value, locale);
      case "spreadMin":
      case "spreadMax":
        return t("spread", { rate: formatRate(value, locale, { isSigned: true }) });
      case "promisedWorkingDays":
        return products("promiseText", { days: value });
      default:
        return formatCount(value, locale);
    }
  }

  const regionName = (code: string) => {
    const district = findDistrict(code);
    return district ? own(district) : code;
  };

  function feeText({ name, timing, basisPoints, amount }: Fee): string {
    const parts = [
      basisPoints ? products("feeShare", { share: formatRate(basisPoints, locale) }) : null,
      amount ? formatAmount(BigInt(amount), locale) : null,
    ].filter((part) => part !== null);
    return `${own(name)} ${parts.join(" + ")} (${products(`timing.${timing}`)})`;
  }

  return { fieldText, feeText, own };
}
