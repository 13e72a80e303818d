"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { ruleWords } from "@/components/bank/rule-words";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/text-input";
import { evidenceScope } from "@/domain/profiles/indicators";
import { useRuleEditing } from "./rule-editing";

/** What a fact is known from; where the product does not ask for it yet, asks why it should. */
export function Evidence({ fact }: { fact: string }) {
  const t = useTranslations("editor.rule.evidence");
  const sources = useTranslations("sources");
  const { scopes, allowed } = useRuleEditing();
  const scope = evidenceScope(fact);
  if (scope === null) return <p className="text-sm text-ink-soft">{t("public")}</p>;
  const [item = "", granularity = ""] = scope.split(":");
  const name = sources("itemAt", {
    item: sources(`item.${item}`),
    granularity: sources(`granularity.${granularity}`),
  });
  if (scopes.has(scope))
    return <p className="text-sm text-celadon">{t("asked", { item: name })}</p>;
  if (!allowed.has(scope))
    return <p className="text-sm font-medium text-refusal">{t("notAllowed", { item: name })}</p>;
  return <AskFor key={scope} scope={scope} name={name} fact={fact} />;
}

function AskFor({ scope, name, fact }: { scope: string; name: string; fact: string }) {
  const t = useTranslations("editor.rule.evidence");
  const isEnglish = useLocale() === "en";
  const { onAskFor } = useRuleEditing();
  const [zh, setZh] = useState(ruleWords("zh-CN").why(fact));
  const [en, setEn] = useState(ruleWords("en").why(fact));
  const inZh = (
    <TextInput
      key="zh"
      label={t("whyZh")}
      lang="zh-CN"
      maxLength={600}
      value={zh}
      onChange={({ target }) => setZh(target.value)}
    />
  );
  const inEn = (
    <TextInput
      key="en"
      label={t("whyEn")}
      lang="en"
      maxLength={900}
      value={en}
      onChange={({ target }) => setEn(target.value)}
    />
  );
  return (
    <div className="grid gap-3 border-s-2 border-ochre bg-ochre-wash px-4 py-3">
      <p className="font-semibold text-ochre">{t("missing", { item: name })}</p>
      <div className="grid gap-3 sm:grid-cols-2">{isEnglish ? [inEn, inZh] : [inZh, inEn]}</div>
      <Button
        size="small"
        variant="quiet"
        className="justify-self-start"
        disabled={zh.trim() === "" || en.trim() === ""}
        onClick={({ currentTarget }) => {
          // The button goes once it is asked for: the keyboard stays with the condition.
          const condition = currentTarget.closest("fieldset");
          onAskFor(scope, { zh: zh.trim(), en: en.trim() });
          condition?.focus({ preventScroll: true });
        }}
      >
        {t("add", { item: name })}
      </Button>
    </div>
  );
}
