import { createTranslator } from "next-intl";
import { formatAmount, formatAmountRange } from "@/components/format/amount";
import { formatCount, formatDuration } from "@/components/format/count";
import { formatDay } from "@/components/format/day";
import { formatList } from "@/components/format/list";
import type { NameIndustries } from "@/components/format/name-industries";
import { formatRate } from "@/components/format/rate";
import en from "@/components/messages/en/rules.json";
import type { Locale } from "@/components/messages/locales";
import zh from "@/components/messages/zh-CN/rules.json";
import { findDistrict } from "@/domain/enterprises/districts";
import { findSection } from "@/domain/enterprises/industry";
import { sizeClasses } from "@/domain/enterprises/size";
import type { Condition } from "@/domain/products/rule";
import type { Unit } from "@/domain/profiles/definition";
import { findFact } from "@/domain/profiles/indicators";

/** The page may be in either language: a rule is said in the one that is asked for. */
function wordsIn(language: Locale) {
  const t = createTranslator({ locale: language, messages: language === "en" ? en : zh });
  const own = (text: { zh: string; en: string }) => (language === "en" ? text.en : text.zh);

  function factName(code: string): string {
    const fact = findFact(code);
    return fact ? own(fact.name) : code || t("missing");
  }

  /** One member of a set: a size, a section, a district or a grade by its name. */
  function memberName(fact: string, code: string): string {
    const size = sizeClasses.find((known) => known === code);
    if (fact === "size_class" && size) return t(`size.${size}`);
    if (fact === "tax_credit_grade") return t("grade", { grade: code });
    const named = fact === "industry_section" ? findSection(code) : findDistrict(code);
    return named ? own(named) : code;
  }

  const memberNames = (fact: string, codes: readonly string[], name: NameIndustries): string[] =>
    fact === "industry_code" ? name(codes, language) : codes.map((code) => memberName(fact, code));

  function number(unit: Unit | undefined, value: number): string {
    if (unit === "fen") return formatAmount(BigInt(value), language);
    if (unit === "bp") return formatRate(value, language);
    return unit === "months" ? formatDuration(value, language) : formatCount(value, language);
  }

  function threshold({ fact, operator, value }: Condition, name: NameIndustries): string {
    if (value === undefined || typeof value === "object") {
      const members = Array.isArray(value) ? memberNames(fact, value, name) : [];
      return members.length > 0 ? formatList(members, language) : t("missing");
    }
    if (typeof value === "string")
      return operator === "eq"
        ? memberNames(fact, [value], name).join("")
        : formatDay(value, language);
    const isWindow = operator === "within_months" || operator === "not_within_months";
    return number(isWindow ? "months" : findFact(fact)?.unit, value);
  }

  /** Both ends; an amount's unit is said once. */
  function range(unit: Unit | undefined, value: Condition["value"]): string {
    if (typeof value !== "object" || Array.isArray(value))
      return t("range", { from: t("missing"), to: t("missing") });
    if (unit === "fen")
      return formatAmountRange(BigInt(value.min), BigInt(value.max), language).join("");
    return t("range", { from: number(unit, value.min), to: number(unit, value.max) });
  }

  return {
    factName,
    memberName,
    /** Why a bank asks for the data behind a fact, to begin with. */
    why: (fact: string) => t("why", { fact: factName(fact) }),
    group: (kind: "all" | "any" | "none") => t(`group.${kind}`),
    /**
     * One condition as a sentence; what is not filled in yet is said to be missing. How industries are
     * named is given: on the server by `formatIndustries`, in the browser by `useIndustryNames`.
     */
    condition(condition: Condition, name: NameIndustries): string {
      const { fact, operator, value } = condition;
      const unit = findFact(fact)?.unit;
      // At most nothing is said as none: no penalties, no arrears.
      const isNone = operator === "lte" && value === 0 && (unit === "count" || unit === "fen");
      return t(`operator.${isNone ? "none" : operator}`, {
        fact: factName(fact),
        value: threshold(condition, name),
        range: range(unit, value),
      });
    },
  };
}

const words = { "zh-CN": wordsIn("zh-CN"), en: wordsIn("en") };

/** How rules are said in a language. */
export const ruleWords = (language: Locale) => words[language];
