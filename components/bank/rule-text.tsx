import { useLocale } from "next-intl";
import { formatIndustries } from "@/components/format/industry";
import type { Locale } from "@/components/messages/locales";
import type { Rule } from "@/domain/products/rule";
import { ruleWords } from "./rule-words";

/** A product's eligibility as sentences, groups as lists; in the page's language or the one asked for. */
export function RuleText({ rule, language }: { rule: Rule; language?: Locale }) {
  const page = useLocale();
  const spoken = language ?? page;
  return (
    <div lang={spoken}>
      <Part rule={rule} language={spoken} />
    </div>
  );
}

/** A negated group is said as one: none of these. */
function groupOf(rule: Exclude<Rule, { fact: string }>): {
  kind: "all" | "any" | "none";
  parts: Rule[];
} {
  if ("all" in rule) return { kind: "all", parts: rule.all };
  if ("any" in rule) return { kind: "any", parts: rule.any };
  return { kind: "none", parts: "any" in rule.not ? rule.not.any : [rule.not] };
}

function Part({ rule, language }: { rule: Rule; language: Locale }) {
  const words = ruleWords(language);
  if ("fact" in rule) return <p>{words.condition(rule, formatIndustries)}</p>;
  const { kind, parts } = groupOf(rule);
  return (
    <>
      <p className="text-sm text-ink-soft">{words.group(kind)}</p>
      <ul className="list-disc ps-5">
        {parts.map((part, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a version of a product never changes
          <li key={index}>
            <Part rule={part} language={language} />
          </li>
        ))}
      </ul>
    </>
  );
}
