import { useLocale, useTranslations } from "next-intl";
import { formatAmount } from "@/components/format/amount";
import { formatCount, formatDuration } from "@/components/format/count";
import { formatDay, formatMonth } from "@/components/format/day";
import { formatIndustries, formatIndustry } from "@/components/format/industry";
import { formatList } from "@/components/format/list";
import { midSentence } from "@/components/format/mid-sentence";
import { formatRate } from "@/components/format/rate";
import { findDistrict } from "@/domain/enterprises/districts";
import { findSection } from "@/domain/enterprises/industry";
import { sizeClasses } from "@/domain/enterprises/enterprise";
import type { Term } from "@/domain/matching/sentences";
import { never } from "@/domain/profiles/definition";
import { findFact } from "@/domain/profiles/indicators";
import { guaranteeKinds } from "@/domain/products/kinds";
import { itemCodes } from "@/domain/sources/catalogue";

/** The name of a fact in the reader's language; its code where it is no longer registered. */
export function useFactName() {
  const locale = useLocale();
  return (code: string) => {
    const name = findFact(code)?.name;
    return name ? (locale === "en" ? name.en : name.zh) : code;
  };
}

/** A value of a rule, as it is read. */
export function useTermText() {
  const t = useTranslations("matching");
  const states = useTranslations("states");
  const sources = useTranslations("sources.item");
  const locale = useLocale();

  /** One member of a set: a grade, a size, an industry, a guarantee, a scope. */
  const member = (fact: string | null, value: string): string => {
    const section = fact === "industry_section" ? findSection(value) : null;
    const item = itemCodes.find((code) => value === code || value.startsWith(`${code}:`));
    const guarantee = guaranteeKinds.find((kind) => kind === value);
    const size = sizeClasses.find((known) => known === value);
    if (fact === "tax_credit_grade") return t("grade", { grade: value });
    if (fact === "industry_code") return midSentence(formatIndustry(value, locale), locale);
    if (section) return locale === "en" ? midSentence(section.en, locale) : section.zh;
    if (fact === "size_class" && size) return t(`size.${size}`);
    const district = findDistrict(value);
    if (district) return locale === "en" ? district.en : district.zh;
    if (guarantee) return midSentence(states(`guarantee.${guarantee}`), locale);
    if (item) return sources(item);
    return value;
  };

  return (fact: string | null, { unit, value }: Term): string => {
    if (value === null) return t("notKnown");
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (Array.isArray(value)) {
      const members: readonly string[] = value;
      return formatList(
        fact === "industry_code"
          ? formatIndustries(members, locale).map((name) => midSentence(name, locale))
          : members.map((one) => member(fact, one)),
        locale,
        // What a rule names are alternatives; everything else of a list is meant.
        fact === null ? "conjunction" : "disjunction",
      );
    }
    if (value === never) return t("never");
    if (typeof value === "string")
      return unit === "day"
        ? formatDay(value, locale)
        : unit === "month"
          ? formatMonth(value, locale)
          : member(fact, value);
    if (typeof value !== "bigint" && typeof value !== "number") return t("notKnown");
    if (unit === "fen") return formatAmount(BigInt(value), locale);
    if (unit === "bp") return formatRate(Number(value), locale);
    if (unit === "months") return formatDuration(Number(value), locale);
    return formatCount(value, locale);
  };
}
