"use client";

import { ArrowDown, ArrowUp, Brackets, Copy, Trash2, Ungroup, type LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRuleEditing } from "./rule-editing";
import { conditionNodes, deepestGroup, heightOf, isGroup, type RuleNode } from "./rule-tree";

/** Where a part stands: among its siblings, and in how many groups. */
export type Place = { index: number; of: number; depth: number };

/** Move, copy, group, remove: the same small buttons for every part of a rule. */
export function PartActs({ node, place }: { node: RuleNode; place: Place }) {
  const editing = useRuleEditing();
  const { index, of, depth } = place;
  const { key } = node;
  const move = (by: -1 | 1) => editing.move(key, by, index + 1, of);
  return (
    <div className="-ms-2 flex flex-wrap">
      <Act name="up" icon={ArrowUp} id={`${key}-up`} isOff={index === 0} onPress={() => move(-1)} />
      <Act
        name="down"
        icon={ArrowDown}
        id={`${key}-down`}
        isOff={index === of - 1}
        onPress={() => move(1)}
      />
      <Act
        name="duplicate"
        icon={Copy}
        isOff={!editing.hasRoomFor(conditionNodes(node).length)}
        onPress={() => editing.duplicate(key)}
      />
      <Act
        name="wrap"
        icon={Brackets}
        isOff={depth + 1 + heightOf(node) > deepestGroup}
        onPress={() => editing.wrap(key)}
      />
      {isGroup(node) && <Act name="unwrap" icon={Ungroup} onPress={() => editing.unwrap(node)} />}
      <Act name="remove" icon={Trash2} onPress={() => editing.remove(key)} />
    </div>
  );
}

function Act({
  name,
  icon: Icon,
  id,
  isOff = false,
  onPress,
}: {
  name: "up" | "down" | "duplicate" | "wrap" | "unwrap" | "remove";
  icon: LucideIcon;
  id?: string;
  isOff?: boolean;
  onPress: () => void;
}) {
  const t = useTranslations("editor.rule.act");
  return (
    <button
      type="button"
      id={id}
      disabled={isOff}
      title={t(name)}
      aria-label={t(name)}
      onClick={onPress}
      className="flex size-11 items-center justify-center text-ink-soft not-disabled:hover:bg-wash not-disabled:hover:text-ink disabled:opacity-35"
    >
      <Icon className="size-4" aria-hidden="true" />
    </button>
  );
}
