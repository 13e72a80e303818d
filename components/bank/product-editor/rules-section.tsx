"use client";

import { AudiencePanel } from "@/components/audience/audience-panel";
import { RuleBuilder } from "@/components/bank/rule-builder/rule-builder";
import { ruleOf } from "@/components/bank/rule-builder/rule-nodes";
import { FieldError } from "@/components/ui/field";
import { useEditor, useProblemOf } from "./editor-context";
import { EditorSection } from "./editor-section";
import { idOfField } from "./form-problems";
import type { ProductEditing } from "./use-product-editor";

/** Whom the product is for. What a condition needs to know is asked for from here as well. */
export function RulesSection({ editing }: { editing: ProductEditing }) {
  const { allowed } = useEditor();
  const problemOf = useProblemOf();
  const { form, set, scopes, findings } = editing;
  return (
    <EditorSection name="rules">
      <div id={idOfField("rule")} tabIndex={-1} className="grid gap-3">
        <RuleBuilder
          root={form.rule}
          onChange={(rule) => set({ rule })}
          scopes={scopes}
          allowed={new Set(allowed)}
          problems={findings.problems}
          remarks={findings.remarks}
          onAskFor={(scope, why) =>
            set({
              items: [
                ...form.items,
                {
                  key: crypto.randomUUID(),
                  scope,
                  whyZh: why.zh,
                  whyEn: why.en,
                  isRequired: true,
                },
              ],
            })
          }
        />
        <FieldError id={undefined}>{problemOf("rule")}</FieldError>
      </div>
      <div className="pt-4">
        <AudiencePanel
          heading="h3"
          rule={findings.isComplete ? ruleOf(form.rule).rule : null}
          regions={form.isEverywhere ? [] : [...form.regions]}
        />
      </div>
    </EditorSection>
  );
}
