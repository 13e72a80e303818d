import type { Condition, Rule } from "@/domain/products/rule";
import { typedOf, valueOf } from "./condition-value";
import { type ConditionNode, type GroupNode, isGroup, type RuleNode } from "./rule-tree";

/** A stored rule as it is edited; keys follow from the place, so that server and browser agree. */
export function groupOfRule(rule: Rule | null | undefined, key = "rule"): GroupNode {
  if (!rule) return { key, kind: "all", parts: [] };
  const node = nodeOf(rule, key);
  return isGroup(node) ? node : { key, kind: "all", parts: [{ ...node, key: `${key}-0` }] };
}

function nodeOf(rule: Rule, key: string): RuleNode {
  if ("fact" in rule) {
    const { fact, operator } = rule;
    return { key, kind: "condition", fact, operator, typed: typedOf(rule) };
  }
  const parts = (of: readonly Rule[]) => of.map((part, index) => nodeOf(part, `${key}-${index}`));
  if ("all" in rule) return { key, kind: "all", parts: parts(rule.all) };
  if ("any" in rule) return { key, kind: "any", parts: parts(rule.any) };
  return { key, kind: "none", parts: parts("any" in rule.not ? rule.not.any : [rule.not]) };
}

export function conditionOf({ fact, operator, typed }: ConditionNode): Condition {
  const value = valueOf(fact, operator, typed);
  return value === undefined ? { fact, operator } : { fact, operator, value };
}

type Step = string | number;
/** A place in a rule as text, to look its node up by. */
export const placeOf = (path: readonly Step[]) => path.join(".");

/**
 * The rule that the edited tree says, with the key of the node at each place in it. Conditions
 * without a fact and groups without parts are left out; null if nothing remains.
 */
export function ruleOf(root: RuleNode): { rule: Rule | null; keys: ReadonlyMap<string, string> } {
  const keys = new Map<string, string>();

  function build(node: RuleNode, path: readonly Step[]): Rule | null {
    if (!isGroup(node)) {
      if (node.fact === "") return null;
      keys.set(placeOf(path), node.key);
      return conditionOf(node);
    }
    const kept = node.parts.filter(saysSomething);
    const [only] = kept;
    if (!only) return null;
    keys.set(placeOf(path), node.key);
    if (node.kind === "none" && kept.length === 1) {
      const inner = build(only, [...path, "not"]);
      return inner && { not: inner };
    }
    const word = node.kind === "all" ? "all" : "any";
    const inside = node.kind === "none" ? [...path, "not"] : path;
    if (node.kind === "none") keys.set(placeOf(inside), node.key);
    const parts = kept
      .map((part, index) => build(part, [...inside, word, index]))
      .filter((part) => part !== null);
    if (node.kind === "all") return { all: parts };
    return node.kind === "any" ? { any: parts } : { not: { any: parts } };
  }

  return { rule: build(root, []), keys };
}

function saysSomething(node: RuleNode): boolean {
  return isGroup(node) ? node.parts.some(saysSomething) : node.fact !== "";
}
