import type { RuleOperator } from "@/domain/products/rule";

/** What stands in a condition's controls: kept as typed, whatever the operator makes of it. */
export type Typed = { text: string; upTo: string; chosen: readonly string[] };
export const nothingTyped: Typed = { text: "", upTo: "", chosen: [] };

export const groupKinds = ["all", "any", "none"] as const;
type GroupKind = (typeof groupKinds)[number];

/** A condition being written; `fact` is empty until one is chosen. */
export type ConditionNode = {
  key: string;
  kind: "condition";
  fact: string;
  operator: RuleOperator;
  typed: Typed;
};
export type GroupNode = { key: string; kind: GroupKind; parts: readonly RuleNode[] };
/** A rule as it is edited: every part has a key that stays its own wherever it is moved to. */
export type RuleNode = ConditionNode | GroupNode;

/** Groups within groups, the outermost counted: more than three nobody reads. */
export const deepestGroup = 3;

export const isGroup = (node: RuleNode): node is GroupNode => node.kind !== "condition";

export const emptyCondition = (key: string): ConditionNode => ({
  key,
  kind: "condition",
  fact: "",
  operator: "gte",
  typed: nothingTyped,
});

/** Replaces the node of a key, wherever it stands, by what `change` makes of it: none, one or more. */
function replaced(
  group: GroupNode,
  key: string,
  change: (node: RuleNode) => readonly RuleNode[],
): GroupNode {
  return {
    ...group,
    parts: group.parts.flatMap((part) => {
      if (part.key === key) return change(part);
      return [isGroup(part) ? replaced(part, key, change) : part];
    }),
  };
}

/** A changed node in the place of the one with its key. */
export function changeNode(root: GroupNode, to: RuleNode): GroupNode {
  if (root.key === to.key) return isGroup(to) ? to : root;
  return replaced(root, to.key, () => [to]);
}

export const removeNode = (root: GroupNode, key: string) => replaced(root, key, () => []);

/** A copy after the original, its parts under keys of their own. */
export function duplicateNode(root: GroupNode, key: string, newKey: () => string): GroupNode {
  const copy = (node: RuleNode): RuleNode =>
    isGroup(node)
      ? { ...node, key: newKey(), parts: node.parts.map(copy) }
      : { ...node, key: newKey() };
  return replaced(root, key, (node) => [node, copy(node)]);
}

/** The node alone in a new group, where it stood. */
export const wrapNode = (root: GroupNode, key: string, groupKey: string) =>
  replaced(root, key, (node) => [{ key: groupKey, kind: "any", parts: [node] }]);

/** A group's parts in its place. */
export const unwrapNode = (root: GroupNode, key: string) =>
  replaced(root, key, (node) => (isGroup(node) ? node.parts : [node]));

export function addPart(root: GroupNode, groupKey: string, part: RuleNode): GroupNode {
  if (root.key === groupKey) return { ...root, parts: [...root.parts, part] };
  return replaced(root, groupKey, (group) =>
    isGroup(group) ? [{ ...group, parts: [...group.parts, part] }] : [group],
  );
}

/** One place up or down among its siblings; at the end it stays where it is. */
export function moveNode(group: GroupNode, key: string, by: -1 | 1): GroupNode {
  const from = group.parts.findIndex((part) => part.key === key);
  if (from === -1) {
    return {
      ...group,
      parts: group.parts.map((part) => (isGroup(part) ? moveNode(part, key, by) : part)),
    };
  }
  const to = from + by;
  const [moved, other] = [group.parts[from], group.parts[to]];
  if (!moved || !other) return group;
  return {
    ...group,
    parts: group.parts.map((part, index) => (index === from ? other : index === to ? moved : part)),
  };
}

/** How many groups stand in one another from here down; a condition is none. */
export function heightOf(node: RuleNode): number {
  return isGroup(node) ? 1 + Math.max(0, ...node.parts.map(heightOf)) : 0;
}

export function conditionNodes(node: RuleNode): ConditionNode[] {
  return isGroup(node) ? node.parts.flatMap(conditionNodes) : [node];
}

/** The part that gets the keyboard when this one goes: the next, else the one before, else the group. */
export function neighbourOf(root: GroupNode, key: string): string {
  const at = root.parts.findIndex((part) => part.key === key);
  if (at !== -1) return (root.parts[at + 1] ?? root.parts[at - 1] ?? root).key;
  for (const part of root.parts) {
    if (!isGroup(part)) continue;
    const found = neighbourOf(part, key);
    if (found !== "") return found;
  }
  return "";
}
