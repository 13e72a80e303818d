import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "@/domain/matching/evaluate";
import { Rule } from "@/domain/products/rule";
import { facts } from "@/domain/profiles/indicators";
import {
  controlOf,
  parseNumber,
  parsePercent,
  percentText,
  typedOf,
  usualOperator,
  valueOf,
} from "./condition-value";
import { searchFacts } from "./fact-choices";
import { conditionOf, groupOfRule, placeOf, ruleOf } from "./rule-nodes";
import { contradictionsIn, partProblems } from "./rule-problems";
import {
  addPart,
  conditionNodes,
  duplicateNode,
  emptyCondition,
  type GroupNode,
  heightOf,
  isGroup,
  moveNode,
  neighbourOf,
  removeNode,
  type RuleNode,
  unwrapNode,
  wrapNode,
} from "./rule-tree";

const whole = fc.integer({ min: -3, max: 3 });
const condition = fc.oneof(
  fc.record({
    fact: fc.constantFrom("tax_arrears", "established_months", "tax_revenue_growth"),
    operator: fc.constantFrom("gte" as const, "lt" as const, "eq" as const),
    value: whole,
  }),
  fc.record({
    fact: fc.constant("tax_revenue_growth"),
    operator: fc.constant("between" as const),
    value: fc.tuple(whole, whole).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
  }),
  fc.record({
    fact: fc.constant("tax_credit_grade"),
    operator: fc.constantFrom("in" as const, "not_in" as const),
    value: fc.subarray(["A", "B", "M"], { minLength: 1 }),
  }),
  fc.constant({ fact: "abnormal_listed", operator: "is_false" as const }),
);
const { rule: anyRule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    condition,
    fc.record({ all: fc.array(tie("rule"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("rule"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie("rule") }),
  ),
}));
const firm = fc.record({
  tax_arrears: fc.option(whole.map(BigInt)),
  established_months: fc.option(whole),
  tax_revenue_growth: fc.option(whole),
  tax_credit_grade: fc.option(fc.constantFrom("A", "B", "M")),
  abnormal_listed: fc.option(fc.boolean()),
});
const day = "2026-10-31";
let made = 0;
const newKey = () => `new-${(made += 1)}`;
const keysOf = (node: RuleNode): string[] => [
  node.key,
  ...(isGroup(node) ? node.parts.flatMap(keysOf) : []),
];

test("a rule opened in the builder and stored again means the same for every firm", () => {
  fc.assert(
    fc.property(anyRule, firm, (rule, values) => {
      const known = new Map(Object.entries(values));
      const again = ruleOf(groupOfRule(rule)).rule;
      expect(Rule.parse(again)).toEqual(again);
      expect(evaluate(again!, known, day)).toBe(evaluate(rule, known, day));
    }),
    { numRuns: 2_000 },
  );
});

/** Every condition of a rule with its place. */
function placed(part: Rule, path: (string | number)[] = []): [place: string, said: Rule][] {
  if ("fact" in part) return [[placeOf(path), part]];
  if ("not" in part) return placed(part.not, [...path, "not"]);
  const [word, parts] = "all" in part ? ["all", part.all] : ["any", part.any];
  return parts.flatMap((one, index) => placed(one, [...path, word, index]));
}

test("every place in the rule leads to the part that says it", () => {
  const counted = fc.sample(anyRule, 200).map((given) => {
    const root = groupOfRule(given);
    const { rule, keys } = ruleOf(root);
    const said = new Map(conditionNodes(root).map((node) => [node.key, conditionOf(node)]));
    const places = placed(rule!);
    expect(places.map(([place]) => said.get(keys.get(place) ?? ""))).toEqual(
      places.map(([, part]) => part),
    );
    return places.length;
  });
  expect(Math.max(...counted)).toBeGreaterThan(3);
});

test("moving, grouping and ungrouping, removing and copying keep what they should", () => {
  fc.assert(
    fc.property(anyRule, fc.nat(), firm, (given, pick, values) => {
      const root = groupOfRule(given);
      const known = new Map(Object.entries(values));
      const meaning = (node: GroupNode) => {
        const { rule } = ruleOf(node);
        return rule && evaluate(rule, known, day);
      };
      const keys = keysOf(root).slice(1);
      const key = keys[pick % keys.length]!;
      const down = moveNode(root, key, 1);
      expect(keysOf(down).toSorted()).toEqual(keysOf(root).toSorted());
      expect(meaning(down)).toBe(meaning(root));
      const wrapped = wrapNode(root, key, newKey());
      expect(meaning(wrapped)).toBe(meaning(root));
      expect(
        unwrapNode(
          wrapped,
          keysOf(wrapped).find((one) => !keysOf(root).includes(one))!,
        ),
      ).toEqual(root);
      const twice = duplicateNode(root, key, newKey);
      expect(new Set(keysOf(twice)).size).toBe(keysOf(twice).length);
      expect(meaning(twice)).toBe(meaning(root));
      const without = removeNode(root, key);
      expect(keysOf(without)).not.toContain(key);
      expect(keysOf(without)).toContain(neighbourOf(root, key));
    }),
    { numRuns: 500 },
  );
});

const order = (node: GroupNode) => conditionNodes(node).map(({ fact }) => fact);

test("a part moves one place, and not beyond the end", () => {
  const root = groupOfRule({
    all: ["a", "b", "c"].map((fact) => ({ fact, operator: "gte" as const, value: 1 })),
  });
  expect(order(moveNode(root, "rule-2", -1))).toEqual(["a", "c", "b"]);
  expect(order(moveNode(root, "rule-2", 1))).toEqual(["a", "b", "c"]);
  expect(heightOf(root)).toBe(1);
});

describe("values", () => {
  test.each([
    ["amount", "100", 100_000_000],
    ["amount", " 1,234.56 ", 1_234_560_000],
    ["amount", "-0.5", -500_000],
    ["amount", "0.00000001", null],
    ["amount", "99999999999999", null],
    ["amount", "百万", null],
    ["percent", "20", 2_000],
    ["percent", "−5.5%", -550],
    ["percent", "0.07", 7],
    ["percent", "-0", 0],
    ["percent", "1.005", null],
    ["months", "２４", 24],
    ["count", "1.5", null],
    ["count", "", null],
  ] as const)("%s typed as %j is %j", (control, text, value) => {
    expect(parseNumber(control, text)).toBe(value);
  });

  test("every percentage is written so that it reads as itself", () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999, max: 999_999 }), (value) => {
        expect(parsePercent(percentText(value))).toBe(value);
      }),
    );
  });

  test("every fact begins with an operator that suits it, and its stored value comes back", () => {
    for (const { code } of facts.values()) {
      const operator = usualOperator(code);
      const control = controlOf(code, operator);
      const typed = { text: control === "day" ? "2024-02-29" : "12", upTo: "13", chosen: ["A"] };
      const value = valueOf(code, operator, typed);
      const stored = { fact: code, operator, ...(value !== undefined && { value }) };
      expect(valueOf(code, operator, typedOf(stored))).toEqual(value);
      expect(ruleOf(groupOfRule(stored)).rule).toEqual({ all: [stored] });
    }
  });

  test("half a range is no value, and is kept as typed", () => {
    const typed = { text: "5", upTo: "", chosen: [] };
    expect(valueOf("tax_revenue_growth", "between", typed)).toBeUndefined();
    expect(valueOf("tax_revenue_growth", "gte", typed)).toBe(500);
  });
});

describe("what is wrong with a rule", () => {
  const rule: Rule = {
    all: [
      { fact: "tax_revenue_12m", operator: "gte", value: 100 },
      { fact: "tax_revenue_12m", operator: "lt", value: 50 },
      { fact: "established_months", operator: "between", value: { min: 9, max: 3 } },
    ],
  };
  const scopes = new Set(["tax_declarations:indicator"]);

  test("is said at its condition", () => {
    const root = groupOfRule(rule);
    expect([...partProblems(root, scopes)]).toEqual([["rule-2", ["bounds_reversed"]]]);
    expect(
      [...partProblems(root, new Set())].map(([key, reasons]) => [key, reasons.at(-1)]),
    ).toEqual([
      ["rule-0", "item_not_requested"],
      ["rule-1", "item_not_requested"],
      ["rule-2", "bounds_reversed"],
    ]);
  });

  test("contradictions are told of the finished parts only", () => {
    const told = contradictionsIn(groupOfRule(rule));
    expect(told.some(({ problem }) => problem.isFatal)).toBe(true);
    expect(told.map(({ key }) => key)).not.toContain("rule-2");
    const typing = {
      ...emptyCondition("typing"),
      fact: "tax_revenue_12m",
      operator: "lt" as const,
      typed: { text: "", upTo: "", chosen: [] },
    };
    const one = groupOfRule({ all: ["all" in rule ? rule.all[0]! : rule] });
    expect(contradictionsIn(addPart(one, one.key, typing))).toEqual([]);
    // What is still typed may be the alternative that holds.
    const either = { ...groupOfRule(rule), kind: "any" as const };
    expect(contradictionsIn(addPart(either, either.key, typing))).toEqual([]);
  });

  test("what is not there yet has its own words", () => {
    const root = addPart(groupOfRule(null), "rule", emptyCondition("new"));
    expect(partProblems(root, scopes).get("new")).toEqual(["fact_missing"]);
    expect(partProblems(groupOfRule(null), scopes).get("rule")).toEqual(["group_empty"]);
    expect(ruleOf(root).rule).toBeNull();
  });
});

const found = (search: string) =>
  searchFacts(search, ({ item }) => (item === "tax_declarations" ? "税务局 纳税申报" : item))
    .flatMap((group) => group.facts)
    .map(({ code }) => code);

test("facts are found by any of their words, in either language, with their item's", () => {
  expect(found("税务局 欠税")).toContain("tax_arrears");
  expect(found("税务局 欠税")).not.toContain("water_arrears");
  expect(found("ESTABLISHMENT")).toContain("established_months");
  expect(found("").length).toBe(facts.size);
  expect(found("占星")).toEqual([]);
});
