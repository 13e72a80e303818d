import { contradictionsOf, type RuleProblem } from "@/domain/products/contradictions";
import { ruleIssues, type RuleIssue } from "@/domain/products/rule";
import { controlOf, parseNumber, valueOf } from "./condition-value";
import { conditionOf, placeOf, ruleOf } from "./rule-nodes";
import {
  type ConditionNode,
  conditionNodes,
  type GroupNode,
  isGroup,
  type RuleNode,
} from "./rule-tree";

/** What is not right at one condition or group, as far as it can be seen there alone. */
export type PartProblem =
  | "fact_missing"
  | "value_missing"
  | "group_empty"
  | "amount_malformed"
  | "percent_malformed"
  | "whole_malformed"
  | RuleIssue["reason"];

/** What is merely not there yet: said once somebody asks whether all is complete. */
const unfinished: readonly string[] = [
  "fact_missing",
  "value_missing",
  "group_empty",
  // Until then the condition asks for it in its own words.
  "item_not_requested",
];
export const isUnfinished = (problem: string) => unfinished.includes(problem);

const malformed = {
  amount: "amount_malformed",
  percent: "percent_malformed",
  count: "whole_malformed",
  months: "whole_malformed",
} as const;

/** The first thing wrong with a condition, besides its evidence; null if it can be judged by. */
function conditionProblem(node: ConditionNode): PartProblem | null {
  const { fact, operator, typed } = node;
  if (fact === "") return "fact_missing";
  const control = controlOf(fact, operator);
  if (control in malformed) {
    const name = control as keyof typeof malformed;
    const texts = operator === "between" ? [typed.text, typed.upTo] : [typed.text];
    if (texts.some((text) => text.trim() !== "" && parseNumber(control, text) === null))
      return malformed[name];
  }
  if (control !== "none" && valueOf(fact, operator, typed) === undefined) return "value_missing";
  const issue = ruleIssues(conditionOf(node), new Set()).find(
    ({ reason }) => reason !== "item_not_requested",
  );
  return issue?.reason ?? null;
}

/** By the key of each part what is wrong with it; parts that are right have no entry. */
export function partProblems(
  root: RuleNode,
  scopes: ReadonlySet<string>,
): ReadonlyMap<string, readonly PartProblem[]> {
  const found = new Map<string, readonly PartProblem[]>();
  const look = (node: RuleNode): void => {
    if (isGroup(node)) {
      if (node.parts.length === 0) found.set(node.key, ["group_empty"]);
      for (const part of node.parts) look(part);
      return;
    }
    const own = conditionProblem(node);
    const lacksEvidence =
      node.fact !== "" &&
      ruleIssues(conditionOf(node), scopes).some(({ reason }) => reason === "item_not_requested");
    const problems = [
      ...(own ? [own] : []),
      ...(lacksEvidence ? ["item_not_requested" as const] : []),
    ];
    if (problems.length > 0) found.set(node.key, problems);
  };
  look(root);
  return found;
}

const isWhole = (part: RuleNode) => {
  const conditions = conditionNodes(part);
  return conditions.length > 0 && conditions.every((one) => conditionProblem(one) === null);
};

/**
 * What the finished parts of a rule contradict or repeat, by the key of the part. A part with
 * something unfinished in it is left out, so that nothing is said of what is still being typed.
 */
export function contradictionsIn(root: GroupNode): { key: string; problem: RuleProblem }[] {
  const parts = root.parts.filter(isWhole);
  if (root.kind === "any" && parts.length < root.parts.length) return [];
  const { rule, keys } = ruleOf({ ...root, parts });
  if (!rule) return [];
  return contradictionsOf(rule).map((problem) => ({
    key: keys.get(placeOf(problem.path)) ?? root.key,
    problem,
  }));
}
