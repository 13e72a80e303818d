"use client";

import { useLocale, useTranslations } from "next-intl";
import { ruleWords } from "@/components/bank/rule-words";
import { useIndustryNames } from "@/components/format/use-industry-names";
import type { Locale } from "@/components/messages/locales";
import { FieldError } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { operatorsByUnit } from "@/domain/products/rule";
import { findFact } from "@/domain/profiles/indicators";
import { usualOperator } from "./condition-value";
import { Evidence } from "./evidence";
import { FactPicker } from "./fact-picker";
import { PartActs, type Place } from "./part-acts";
import { Remarks } from "./remarks";
import { useRuleEditing } from "./rule-editing";
import { conditionOf } from "./rule-nodes";
import { type ConditionNode, nothingTyped } from "./rule-tree";
import { ValueControl } from "./value-control";

/** One condition: what is looked at, how it is compared and with what; then what that says. */
export function ConditionEditor({
  node,
  number,
  place,
}: {
  node: ConditionNode;
  /** "2.1": the first part of the second. */
  number: string;
  place: Place;
}) {
  const t = useTranslations("editor.rule");
  const { change, problems, remarks } = useRuleEditing();
  const { key, fact, operator, typed } = node;
  const unit = findFact(fact)?.unit;
  const [problem, ...more] = problems.get(key) ?? [];

  function choose(next: string) {
    const isSameUnit = findFact(next)?.unit === unit;
    const sameSet = unit !== "set" || next === fact;
    change({
      ...node,
      fact: next,
      operator: isSameUnit ? operator : usualOperator(next),
      typed: isSameUnit && sameSet ? typed : nothingTyped,
    });
  }

  return (
    <fieldset tabIndex={-1} className="grid min-w-0 gap-3 border-t border-line py-3">
      <legend className="float-start text-sm text-ink-soft">{t("condition", { number })}</legend>
      <FactPicker
        id={`${key}-fact`}
        fact={fact}
        error={fact === "" ? problem : undefined}
        onChoose={choose}
      />
      {unit && (
        <>
          <div className="grid items-start gap-3 sm:grid-cols-[14rem_minmax(0,1fr)]">
            <Select
              id={`${key}-operator`}
              label={t("operator")}
              placeholder={false}
              value={operator}
              options={operatorsByUnit[unit].map((one) => ({ value: one, label: t(`is.${one}`) }))}
              onChange={({ target }) => {
                const chosen = operatorsByUnit[unit].find((one) => one === target.value);
                if (chosen) change({ ...node, operator: chosen });
              }}
            />
            <ValueControl
              node={node}
              error={problem}
              onType={(next) => change({ ...node, typed: next })}
            />
          </div>
          {unit === "flag" && <FieldError id={undefined}>{problem}</FieldError>}
          {more.map((text) => (
            <FieldError key={text} id={undefined}>
              {text}
            </FieldError>
          ))}
          <Sentences node={node} />
          <Remarks texts={remarks.get(key)} />
          <Evidence fact={fact} />
        </>
      )}
      <PartActs node={node} place={place} />
    </fieldset>
  );
}

const languages: Record<Locale, readonly Locale[]> = {
  "zh-CN": ["zh-CN", "en"],
  en: ["en", "zh-CN"],
};

/** What firms will read, in both languages, the page's first. */
function Sentences({ node }: { node: ConditionNode }) {
  const condition = conditionOf(node);
  const names = useIndustryNames(node.fact === "industry_code");
  return (
    <div>
      {languages[useLocale()].map((language, index) => (
        <p key={language} lang={language} className={index > 0 ? "text-sm text-ink-soft" : ""}>
          {ruleWords(language).condition(condition, names)}
        </p>
      ))}
    </div>
  );
}
