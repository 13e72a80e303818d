import { useLocale, useTranslations } from "next-intl";
import { formatFact } from "@/components/profiles/indicator-value";
import { findSection } from "@/domain/enterprises/industry";
import { findFact } from "@/domain/profiles/indicators";
import type { Condition, Rule } from "@/domain/products/schema";

/** A product's eligibility as sentences, groups as lists of them. */
export function RuleText({ rule }: { rule: Rule }) {
  const t = useTranslations("bank.rule");
  if ("fact" in rule) return <ConditionText condition={rule} />;
  if ("not" in rule) {
    return (
      <>
        <p className="text-sm text-ink-soft">{t("not")}</p>
        <div className="ps-4">
          <RuleText rule={rule.not} />
        </div>
      </>
    );
  }
  const isAll = "all" in rule;
  const parts = isAll ? rule.all : rule.any;
  return (
    <>
      <p className="text-sm text-ink-soft">{t(isAll ? "all" : "any")}</p>
      <ul className="list-disc ps-5">
        {parts.map((part, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a version of a product never changes
          <li key={index}>
            <RuleText rule={part} />
          </li>
        ))}
      </ul>
    </>
  );
}

function ConditionText({ condition }: { condition: Condition }) {
  const t = useTranslations("bank.rule");
  const threshold = useThreshold(condition);
  const locale = useLocale() === "en" ? "en" : "zh";
  const name = findFact(condition.fact)?.name[locale] ?? condition.fact;
  return <p>{t(`operator.${condition.operator}`, { fact: name, value: threshold })}</p>;
}

function useThreshold({ fact, value }: Condition): string {
  const sizes = useTranslations("enterprises.sizes");
  const locale = useLocale();
  if (value === undefined) return "";
  if (typeof value === "number") return formatFact(fact, value, locale);
  const nameOf = (code: string) => {
    if (fact === "size_class" && sizes.has(code)) return sizes(code);
    if (fact === "industry_section")
      return findSection(code)?.[locale === "en" ? "en" : "zh"] ?? code;
    return code;
  };
  const all = typeof value === "string" ? [value] : value;
  return all.map(nameOf).join(locale === "en" ? ", " : "、");
}
