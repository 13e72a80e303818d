"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { LiveRegion } from "@/components/ui/live-region";
import { GroupEditor } from "./group-editor";
import { RuleEditingProvider, type RuleSurroundings, useRuleActs } from "./rule-editing";
import type { GroupNode } from "./rule-tree";

/** Whom a product is for, built from conditions; every act is a button, nothing needs a mouse. */
export function RuleBuilder({
  root,
  onChange,
  ...surroundings
}: RuleSurroundings & { root: GroupNode; onChange: (root: GroupNode) => void }) {
  const t = useTranslations("editor.rule");
  const acts = useRuleActs(root, onChange);
  return (
    <RuleEditingProvider value={{ ...acts, ...surroundings }}>
      <GroupEditor node={root} number="" depth={1} place={null} />
      <LiveRegion>
        {acts.moved && t("moved", acts.moved)}
        {acts.beforeRemoval && t("removed")}
      </LiveRegion>
      {acts.beforeRemoval && (
        <p className="sticky bottom-0 z-10 flex flex-wrap items-center gap-3 border border-line-strong bg-surface px-4 py-2">
          <span aria-hidden="true">{t("removed")}</span>
          <Button size="small" variant="quiet" onClick={acts.undo}>
            {t("undo")}
          </Button>
        </p>
      )}
    </RuleEditingProvider>
  );
}
