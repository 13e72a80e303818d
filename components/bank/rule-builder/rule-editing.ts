"use client";

import { createContext, useContext, useLayoutEffect, useRef, useState } from "react";
import { longestRule } from "@/domain/products/rule";
import {
  addPart,
  changeNode,
  conditionNodes,
  duplicateNode,
  emptyCondition,
  type GroupNode,
  isGroup,
  moveNode,
  neighbourOf,
  removeNode,
  type RuleNode,
  unwrapNode,
  wrapNode,
} from "./rule-tree";

type Text = { zh: string; en: string };

/** What the parts of a rule need to know of the product around it. */
export type RuleSurroundings = {
  /** `item:granularity` of the data the product asks for. */
  scopes: ReadonlySet<string>;
  /** What its purpose may ask for at all. */
  allowed: ReadonlySet<string>;
  onAskFor: (scope: string, why: Text) => void;
  /** By the key of a part, what is wrong with it, in words; and what is only worth a thought. */
  problems: ReadonlyMap<string, readonly string[]>;
  remarks: ReadonlyMap<string, readonly string[]>;
};

const newKey = () => crypto.randomUUID();
/** Of the part with a key, whichever kind it is. */
const either = (key: string) => [`${key}-fact`, `${key}-kind`];
/** The control of a part that is reached first: a condition's fact, a group's kind. */
const controlIdOf = (node: RuleNode) => `${node.key}-${isGroup(node) ? "kind" : "fact"}`;

/** The acts on a rule, each of which leaves the keyboard where one expects it. */
export function useRuleActs(root: GroupNode, onChange: (root: GroupNode) => void) {
  const [beforeRemoval, setBeforeRemoval] = useState<GroupNode | null>(null);
  const [moved, setMoved] = useState<{ place: number; of: number } | null>(null);
  const wanted = useRef<readonly string[]>([]);

  // Before anything is painted: a part that is moved loses the keyboard for a moment.
  useLayoutEffect(() => {
    for (const id of wanted.current) {
      const control = document.getElementById(id);
      if (!control || control.matches(":disabled")) continue;
      control.focus();
      break;
    }
    wanted.current = [];
  });

  function apply(next: GroupNode, focusOn: readonly string[] = []) {
    wanted.current = focusOn;
    setBeforeRemoval(null);
    setMoved(null);
    onChange(next);
  }
  const left = longestRule - conditionNodes(root).length;

  return {
    beforeRemoval,
    moved,
    /** Whether so many conditions more still make a rule. */
    hasRoomFor: (count: number) => count <= left,
    change: (node: RuleNode) => apply(changeNode(root, node)),
    addCondition: (groupKey: string) => {
      const key = newKey();
      apply(addPart(root, groupKey, emptyCondition(key)), [`${key}-fact`]);
    },
    addGroup: (groupKey: string) => {
      const [key, first] = [newKey(), newKey()];
      apply(addPart(root, groupKey, { key, kind: "any", parts: [emptyCondition(first)] }), [
        `${first}-fact`,
      ]);
    },
    move: (key: string, by: -1 | 1, place: number, of: number) => {
      const [same, other] = by === -1 ? ["up", "down"] : ["down", "up"];
      apply(moveNode(root, key, by), [`${key}-${same}`, `${key}-${other}`]);
      setMoved({ place: place + by, of });
    },
    duplicate: (key: string) => {
      const copies: string[] = [];
      const remember = () => {
        const made = newKey();
        copies.push(made);
        return made;
      };
      const next = duplicateNode(root, key, remember);
      apply(next, copies.slice(0, 1).flatMap(either));
    },
    wrap: (key: string) => {
      const group = newKey();
      apply(wrapNode(root, key, group), [`${group}-kind`]);
    },
    unwrap: (node: GroupNode) => {
      const [first] = node.parts;
      apply(unwrapNode(root, node.key), first ? [controlIdOf(first)] : [`${root.key}-kind`]);
    },
    remove: (key: string) => {
      apply(removeNode(root, key), either(neighbourOf(root, key)));
      setBeforeRemoval(root);
    },
    undo: () => {
      if (beforeRemoval) apply(beforeRemoval);
    },
  };
}

type RuleEditing = ReturnType<typeof useRuleActs> & RuleSurroundings;
const Editing = createContext<RuleEditing | null>(null);
export const RuleEditingProvider = Editing.Provider;

export function useRuleEditing(): RuleEditing {
  const editing = useContext(Editing);
  if (!editing) throw new Error("outside a rule builder");
  return editing;
}
