"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { longestRule } from "@/domain/products/rule";
import { ConditionEditor } from "./condition-editor";
import { PartActs, type Place } from "./part-acts";
import { Remarks } from "./remarks";
import { useRuleEditing } from "./rule-editing";
import { deepestGroup, groupKinds, type GroupNode, isGroup } from "./rule-tree";

/** Conditions and groups under one word: all, at least one, none. The outermost cannot go. */
export function GroupEditor({
  node,
  number,
  depth,
  place,
}: {
  node: GroupNode;
  /** Empty for the outermost. */
  number: string;
  depth: number;
  place: Place | null;
}) {
  const t = useTranslations("editor.rule");
  const { change, addCondition, addGroup, hasRoomFor, problems, remarks } = useRuleEditing();
  const own = problems.get(node.key) ?? [];
  return (
    <fieldset className="grid min-w-0 gap-1 border-s-2 border-line-strong ps-3 sm:ps-5">
      <legend className="float-start text-sm text-ink-soft">
        {number === "" ? t("whole") : t("group", { number })}
      </legend>
      <Select
        id={`${node.key}-kind`}
        label={t("kind")}
        placeholder={false}
        className="max-w-md"
        value={node.kind}
        options={groupKinds.map((kind) => ({ value: kind, label: t(`kindOf.${kind}`) }))}
        onChange={({ target }) => {
          const kind = groupKinds.find((one) => one === target.value);
          if (kind) change({ ...node, kind });
        }}
        error={own.length > 0 ? own.join(" ") : undefined}
      />
      <Remarks texts={remarks.get(node.key)} />
      {node.parts.map((part, index) => {
        const at = { index, of: node.parts.length, depth };
        const name = number === "" ? String(index + 1) : `${number}.${index + 1}`;
        return isGroup(part) ? (
          <div key={part.key} className="border-t border-line py-3">
            <GroupEditor node={part} number={name} depth={depth + 1} place={at} />
          </div>
        ) : (
          <ConditionEditor key={part.key} node={part} number={name} place={at} />
        );
      })}
      <div className="flex flex-wrap gap-3 border-t border-line pt-3">
        <Button
          id={`${node.key}-add`}
          size="small"
          variant="quiet"
          disabled={!hasRoomFor(1)}
          onClick={() => addCondition(node.key)}
        >
          <Plus className="size-4" aria-hidden="true" />
          {t("addCondition")}
        </Button>
        {depth < deepestGroup && (
          <Button
            size="small"
            variant="quiet"
            disabled={!hasRoomFor(1)}
            onClick={() => addGroup(node.key)}
          >
            <Plus className="size-4" aria-hidden="true" />
            {t("addGroup")}
          </Button>
        )}
        {!hasRoomFor(1) && (
          <p className="self-center text-sm text-ink-soft">{t("tooMany", { most: longestRule })}</p>
        )}
        {place && <PartActs node={node} place={place} />}
      </div>
    </fieldset>
  );
}
