import { useTranslations } from "next-intl";
import { conditionSentence } from "@/domain/matching/sentences";
import type { Rule } from "@/domain/products/rule";
import { Sentence } from "./sentence";

/** A product's eligibility in sentences, nested as the rule is. */
export function Requirements({ rule }: { rule: Rule }) {
  const parts = "all" in rule ? rule.all : [rule];
  return (
    <ul className="border-t border-line">
      {parts.map((part, index) => (
        <li key={index} className="border-b border-line py-2">
          <Requirement rule={part} wanted />
        </li>
      ))}
    </ul>
  );
}

function Requirement({ rule, wanted }: { rule: Rule; wanted: boolean }) {
  const t = useTranslations("matching.requirement");
  if ("not" in rule) return <Requirement rule={rule.not} wanted={!wanted} />;
  if ("fact" in rule) {
    const { key, params } = conditionSentence({
      condition: rule,
      value: null,
      outcome: null,
      wanted,
    });
    // `condition.gte.unknown` says the same of an enterprise; here nobody is judged.
    const operator = key.split(".")[1] ?? key;
    return <Sentence sentence={{ key: `requirement.${operator}`, params }} />;
  }
  const isEvery = "all" in rule === wanted;
  const parts = "all" in rule ? rule.all : rule.any;
  return (
    <>
      {t(isEvery ? "everyOf" : "anyOf")}
      <ul className="ms-5 list-disc">
        {parts.map((part, index) => (
          <li key={index}>
            <Requirement rule={part} wanted={wanted} />
          </li>
        ))}
      </ul>
    </>
  );
}
