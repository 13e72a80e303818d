"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { ruleWords } from "@/components/bank/rule-words";
import { formatList } from "@/components/format/list";
import { contradictionsIn, isUnfinished, partProblems } from "./rule-problems";
import type { GroupNode } from "./rule-tree";

export type RuleFindings = {
  /** What keeps the rule from being used, in words, by the key of the part; unfinished parts only when asked for. */
  problems: ReadonlyMap<string, readonly string[]>;
  remarks: ReadonlyMap<string, readonly string[]>;
  /** Whether there is anything wrong, shown or not. */
  isWrong: boolean;
  /** Whether every condition can be judged by, asked for or not. */
  isComplete: boolean;
};

const add = (to: Map<string, string[]>, key: string, text: string) =>
  to.set(key, [...(to.get(key) ?? []), text]);

/** What is to be said about a rule as it stands; with `isAsked` also of what is not there yet. */
export function useRuleFindings(
  root: GroupNode,
  scopes: ReadonlySet<string>,
  isAsked: boolean,
): RuleFindings {
  const t = useTranslations("editor.problem");
  const errors = useTranslations("errors");
  const locale = useLocale();
  const parts = useMemo(() => partProblems(root, scopes), [root, scopes]);
  const contradictions = useMemo(() => contradictionsIn(root), [root]);
  const words = ruleWords(locale);
  const problems = new Map<string, string[]>();
  const remarks = new Map<string, string[]>();
  for (const [key, reasons] of parts)
    for (const reason of reasons)
      if (isAsked || !isUnfinished(reason))
        add(problems, key, errors.has(reason) ? errors(reason) : t(reason));
  for (const { key, problem } of contradictions) {
    const facts = formatList(problem.facts.map(words.factName), locale);
    add(problem.isFatal ? problems : remarks, key, t(`contradiction.${problem.kind}`, { facts }));
  }
  const isWrong = parts.size > 0 || contradictions.some(({ problem }) => problem.isFatal);
  const isComplete = [...parts.values()].flat().every((reason) => reason === "item_not_requested");
  return { problems, remarks, isWrong, isComplete };
}
