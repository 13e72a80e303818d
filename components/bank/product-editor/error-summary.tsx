"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { conditionNodes, type GroupNode, isGroup } from "@/components/bank/rule-builder/rule-tree";
import { useEditor, useProblemOf } from "./editor-context";
import { type FormProblem, idOfField, sectionOf } from "./form-problems";
import { useScopeName } from "./item-fields";
import type { RuleFindings } from "@/components/bank/rule-builder/use-rule-findings";

/**
 * Everything that keeps the product from being submitted, each with a link to where it is put right.
 * It gets the keyboard when it appears.
 */
export function ErrorSummary({
  problems,
  rule,
  findings,
}: {
  problems: readonly FormProblem[];
  rule: GroupNode;
  findings: RuleFindings;
}) {
  const t = useTranslations("editor");
  const problemOf = useProblemOf();
  const nameOf = useFieldName();
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  const isCondition = new Set(conditionNodes(rule).map(({ key }) => key));
  const entries = [
    ...problems.map(({ field }) => ({
      id: idOfField(field),
      text: t("summary.entry", {
        section: t(`section.${sectionOf(field)}.title`),
        field: nameOf(field),
        problem: problemOf(field) ?? "",
      }),
    })),
    ...[...findings.problems].map(([key, texts]) => ({
      id: `${key}-${isCondition.has(key) ? "fact" : "kind"}`,
      text: t("summary.rule", {
        number: numberOf(rule, key) || t("rule.whole"),
        problem: texts.join(" "),
      }),
    })),
  ];
  if (entries.length === 0) return null;
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-labelledby="summary-title"
      className="border-s-2 border-refusal bg-refusal-wash px-4 py-3"
    >
      <h2 id="summary-title" className="font-semibold text-refusal">
        {t("summary.title", { count: entries.length })}
      </h2>
      <ul className="mt-1 list-disc ps-5">
        {entries.map(({ id, text }) => (
          <li key={`${id} ${text}`}>
            <a
              href={`#${id}`}
              className="link"
              onClick={(event) => {
                event.preventDefault();
                reveal(id);
              }}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Opens what the control is folded away in and gives it the keyboard. */
function reveal(id: string) {
  const control = document.getElementById(id);
  const folded = control?.closest("details");
  if (folded) folded.open = true;
  control?.focus();
  control?.scrollIntoView({ block: "center" });
}

/** A field's own name; in a list, which of its parts and which field of that. */
function useFieldName() {
  const t = useTranslations("editor");
  const scopeName = useScopeName();
  const { form } = useEditor();
  const partName = (list: string, key: string) => {
    const number = (parts: readonly { key: string }[]) =>
      parts.findIndex((one) => one.key === key) + 1;
    if (list === "fees") return t("fee.title", { number: number(form.fees) });
    if (list === "materials") return t("material.title", { number: number(form.materials) });
    const item = form.items.find((one) => one.key === key);
    return item ? scopeName(item.scope) : t("field.items.label");
  };
  const inside: Record<string, string> = { fees: "fee", materials: "material", items: "item" };
  return (field: string): string => {
    const [first = "", key, last] = field.split(".");
    if (key === undefined) return t.has(`field.${first}.label`) ? t(`field.${first}.label`) : first;
    const part = partName(first, key);
    const name = `${inside[first] ?? first}.${last}`;
    return t.has(name) ? t("summary.part", { part, field: t(name) }) : part;
  };
}

/** "2.1" of the part of a key; empty for the whole. */
function numberOf(group: GroupNode, key: string, before = ""): string {
  for (const [index, part] of group.parts.entries()) {
    const number = `${before}${index + 1}`;
    if (part.key === key) return number;
    const inside = isGroup(part) ? numberOf(part, key, `${number}.`) : "";
    if (inside) return inside;
  }
  return "";
}
