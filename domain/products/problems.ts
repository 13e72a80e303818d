import type { Day } from "@/domain/shared/calendar";
import type { ProductProblem } from "./coherence";
import { incoherences } from "./coherence";
import { contradictionsOf } from "./contradictions";
import { Condition, Rule, ruleIssues } from "./rule";
import { ProductFields } from "./schema";

/** What a product must keep besides its own fields. Absent: not looked at. */
export type ProductTerms = {
  /** Its validity may not be over. */
  today?: Day;
  /** What the purpose it asks under may cover, as `item:granularity`. */
  templateScopes?: readonly string[];
  /** The code a product that was on offer keeps; null for one that was not. */
  fixedCode?: string | null;
  /** Codes of the bank's other products. */
  takenCodes?: readonly string[];
};

type Path = ProductProblem["path"];
const fields = ProductFields.shape;
type FieldName = keyof typeof fields;
const fieldNames = Object.keys(fields) as FieldName[];

/**
 * Everything that stands in the way of putting a product on offer, each with where and why; empty
 * exactly when it is a `ProductContent` that keeps the terms and that somebody can be eligible for. Made for what is still being written:
 * each field is judged by itself, and what two fields say together once both are there. The editor,
 * the import and submitting all ask this.
 */
export function productProblems(content: unknown, terms: ProductTerms = {}): ProductProblem[] {
  if (typeof content !== "object" || content === null || Array.isArray(content))
    return [{ path: [], reason: "product_not_an_object" }];
  const given = content as Record<string, unknown>;
  const problems: ProductProblem[] = Object.keys(given)
    .filter((key) => !Object.hasOwn(fields, key))
    .map((key) => ({ path: [key.slice(0, 60)], reason: "field_unknown" }));
  const sound: Record<string, unknown> = {};
  for (const name of fieldNames) {
    const found = name === "eligibility" ? [] : fieldProblems(name, given[name]);
    if (found.length > 0) problems.push(...found);
    else if (given[name] !== undefined) sound[name] = given[name];
  }
  const product = sound as Partial<ProductFields>;
  const scopes = product.items?.map(({ item, granularity }) => `${item}:${granularity}`);
  problems.push(
    ...incoherences(product),
    ...ruleProblems(given["eligibility"], scopes && new Set(scopes)),
    ...breaches(product, terms),
  );
  return problems;
}

function fieldProblems(name: FieldName, value: unknown): ProductProblem[] {
  const { error } = fields[name].safeParse(value);
  return (error?.issues ?? []).map((issue) => {
    const reason = reasonOf(issue, valueAt(value, issue.path));
    const limit = reason.startsWith("number_too_") ? limitOf(issue) : undefined;
    return {
      path: [name, ...(issue.path as Path)],
      reason: reason === "field_malformed" ? (malformed[name] ?? reason) : reason,
      ...(limit !== undefined && { limit }),
    };
  });
}

/** Where more can be said than that a value is not right. */
const malformed: Partial<Record<FieldName, string>> = {
  code: "code_malformed",
  validFrom: "day_invalid",
  validTo: "day_invalid",
};

type Issue = {
  code?: string;
  message: string;
  origin?: string;
  minimum?: number | bigint;
  maximum?: number | bigint;
  inclusive?: boolean;
};

/** Of whole numbers only: beyond what is left out stands the next one. */
function limitOf({ minimum, maximum, inclusive = true }: Issue): number | undefined {
  if (minimum !== undefined) return Number(minimum) + (inclusive ? 0 : 1);
  return maximum === undefined ? undefined : Number(maximum) - (inclusive ? 0 : 1);
}

function reasonOf({ code, origin }: Issue, value: unknown): string {
  if (value === undefined) return "field_missing";
  switch (code) {
    case "invalid_type":
      return "field_of_wrong_kind";
    case "too_small":
      if (value === "" || (Array.isArray(value) && value.length === 0)) return "field_missing";
      return origin === "number" || origin === "int" ? "number_too_small" : "text_too_short";
    case "too_big":
      if (origin === "array") return "list_too_long";
      return origin === "number" || origin === "int" ? "number_too_big" : "text_too_long";
    case "unrecognized_keys":
      return "field_unknown";
    default:
      return isBlank(value) ? "field_missing" : "field_malformed";
  }
}

const isBlank = (value: unknown) => typeof value === "string" && value.trim() === "";

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const step of path) at = (at as Record<PropertyKey, unknown> | undefined)?.[step];
  return at;
}

/**
 * What is wrong with a rule, at the condition it is wrong with. Without scopes (the items are not
 * sound yet) evidence is not looked at.
 */
function ruleProblems(rule: unknown, scopes: ReadonlySet<string> | undefined): ProductProblem[] {
  const at: Path = ["eligibility"];
  if (rule === undefined) return [{ path: at, reason: "rule_missing" }];
  const parsed = Rule.safeParse(rule);
  if (parsed.success) {
    const found = conditionProblems(parsed.data, at, scopes);
    return found.length > 0 ? found : contradictions(parsed.data, at);
  }
  const excess = parsed.error.issues.find(({ code }) => code === "custom");
  return excess ? [{ path: at, reason: excess.message }] : shapeProblems(rule, at);
}

function conditionProblems(
  rule: Rule,
  path: Path,
  scopes: ReadonlySet<string> | undefined,
): ProductProblem[] {
  if ("not" in rule) return conditionProblems(rule.not, [...path, "not"], scopes);
  if ("fact" in rule)
    return ruleIssues(rule, scopes ?? new Set())
      .filter(({ reason }) => scopes || reason !== "item_not_requested")
      .map(({ reason }) => ({ path, reason }));
  const [word, parts] = "all" in rule ? ["all", rule.all] : ["any", rule.any];
  return parts.flatMap((part, index) => conditionProblems(part, [...path, word, index], scopes));
}

/** Only what leaves the product to nobody stands in the way; the editor tells the rest as well. */
const contradictions = (rule: Rule, at: Path): ProductProblem[] =>
  contradictionsOf(rule)
    .filter(({ isFatal }) => isFatal)
    .map(({ path }) => ({ path: [...at, ...path], reason: "rule_contradictory" }));

/** Where a rule is no rule: told by the part, which no union of schemas could. */
function shapeProblems(part: unknown, path: Path): ProductProblem[] {
  const keys = typeof part === "object" && part !== null ? Object.keys(part) : [];
  const [key] = keys;
  if (keys.length === 1 && key === "not")
    return shapeProblems((part as { not: unknown }).not, [...path, "not"]);
  if (keys.length === 1 && (key === "all" || key === "any")) {
    const parts = (part as Record<string, unknown>)[key];
    if (!Array.isArray(parts)) return [{ path: [...path, key], reason: "field_of_wrong_kind" }];
    if (parts.length === 0) return [{ path: [...path, key], reason: "group_empty" }];
    if (parts.length > 40) return [{ path: [...path, key], reason: "list_too_long" }];
    return parts.flatMap((one, index) => shapeProblems(one, [...path, key, index]));
  }
  const { error } = Condition.safeParse(part);
  return (error?.issues ?? []).map((issue) => ({
    path: [...path, ...(issue.path as Path)],
    reason: reasonOf(issue, valueAt(part, issue.path)),
  }));
}

/** What the day, the purpose and the bank's other products do not allow. */
function breaches(
  { code, validTo, items }: Partial<ProductFields>,
  { today, templateScopes, fixedCode, takenCodes }: ProductTerms,
): ProductProblem[] {
  const problems: ProductProblem[] = [];
  if (today && validTo && validTo < today)
    problems.push({ path: ["validTo"], reason: "validity_past" });
  if (code !== undefined && fixedCode && code !== fixedCode)
    problems.push({ path: ["code"], reason: "code_fixed" });
  if (code !== undefined && takenCodes?.includes(code))
    problems.push({ path: ["code"], reason: "code_taken" });
  for (const [index, { item, granularity }] of (items ?? []).entries())
    if (templateScopes && !templateScopes.includes(`${item}:${granularity}`))
      problems.push({ path: ["items", index], reason: "item_outside_template" });
  return problems;
}
