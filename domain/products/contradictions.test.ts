import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, type Facts } from "@/domain/matching/evaluate";
import { never } from "@/domain/profiles/definition";
import type { FactValue } from "@/domain/profiles/windows";
import { addDays, addMonthsToDay } from "@/domain/shared/calendar";
import { withChange } from "@/tests/mutants";
import { contradictionsOf, type RuleProblem } from "./contradictions";
import { type Condition, conditionsOf, Rule } from "./rule";

const asOf = "2026-10-31";
const of = (fact: string, operator: Condition["operator"], value?: Condition["value"]): Condition =>
  value === undefined ? { fact, operator } : { fact, operator, value };
const small = fc.integer({ min: -1, max: 6 });
const grades = ["A", "B", "M", "C", "D"];

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("tax_arrears", "open_penalties", "tax_paid_months_12m"),
      fc.constantFrom("gte", "gt", "lte", "lt", "eq"),
      fc.oneof(small, fc.constantFrom(11, 12, 13, Number.MAX_SAFE_INTEGER)),
    )
    .map(([fact, operator, value]) => of(fact, operator as Condition["operator"], value)),
  fc
    .tuple(fc.constantFrom("tax_arrears", "open_penalties"), small, small)
    .map(([fact, min, max]) => of(fact, "between", { min, max })),
  fc
    .tuple(
      fc.constantFrom("tax_credit_grade", "district"),
      fc.constantFrom("in", "not_in"),
      fc.uniqueArray(fc.constantFrom(...grades, "Z"), { minLength: 1, maxLength: 4 }),
    )
    .map(([fact, operator, value]) => of(fact, operator as Condition["operator"], value)),
  fc.constantFrom(...grades, "Z").map((grade) => of("tax_credit_grade", "eq", grade)),
  fc
    .constantFrom("is_true", "is_false")
    .map((operator) => of("abnormal_listed", operator as Condition["operator"])),
  fc
    .tuple(
      fc.constantFrom("on_or_before", "on_or_after"),
      fc.constantFrom("2024-02-28", "2024-02-29", "2024-03-01"),
    )
    .map(([operator, value]) => of("established_on", operator as Condition["operator"], value)),
  fc
    .tuple(fc.constantFrom("within_months", "not_within_months"), fc.integer({ min: 0, max: 3 }))
    .map(([operator, value]) => of("last_penalty_on", operator as Condition["operator"], value)),
);
/** Several choices about a few facts, which settle one another only when tried. */
const choice = fc.constantFrom(
  ...[0, 1, 2].map((count) => of("open_penalties", "eq", count)),
  ...["A", "B"].map((grade) => of("tax_credit_grade", "eq", grade)),
  of("abnormal_listed", "is_true"),
  of("abnormal_listed", "is_false"),
);
const choices = fc.array(fc.record({ any: fc.array(choice, { minLength: 2, maxLength: 3 }) }), {
  minLength: 3,
  maxLength: 6,
});
const { rule: nestedRule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: "small", maxDepth: 4 },
    condition,
    fc.record({ all: fc.array(tie("rule"), { minLength: 1, maxLength: 4 }) }),
    fc.record({ any: fc.array(tie("rule"), { minLength: 1, maxLength: 4 }) }),
    fc.record({ not: tie("rule") }),
  ),
}));
const anyRule: fc.Arbitrary<Rule> = fc.oneof(
  { weight: 4, arbitrary: nestedRule },
  { weight: 1, arbitrary: choices.map((all) => ({ all })) },
);

/** For each fact every value at which something of these rules can turn, and ones beyond. */
const numbers = [-2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12];
const largest = BigInt(Number.MAX_SAFE_INTEGER);
const days = [0, 1, 2, 3, 4].flatMap((months) => {
  const first = addMonthsToDay("2026-11-01", -months);
  return [first, addDays(first, -1)];
});
const values: Record<string, readonly FactValue[]> = {
  tax_arrears: [...numbers, 13].map(BigInt).concat(14n, largest - 1n, largest, largest + 1n),
  open_penalties: [...numbers.filter((one) => one >= 0), 13, 14, 2 ** 53 - 2, 2 ** 53 - 1, 2 ** 53],
  tax_paid_months_12m: numbers.filter((one) => one >= 0),
  tax_credit_grade: grades,
  district: [...grades, "Z", "330106"],
  abnormal_listed: [true, false],
  established_on: [never, "2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02"],
  last_penalty_on: [never, ...days],
};

/** Every enterprise these values make, as far as a rule can tell them apart. */
function* enterprises(rule: Rule): Generator<Facts> {
  const codes = [...new Set(conditionsOf(rule).map(({ fact }) => fact))];
  function* from(index: number, known: [string, FactValue][]): Generator<Facts> {
    const code = codes[index];
    if (code === undefined) yield new Map(known);
    else for (const value of values[code]!) yield* from(index + 1, [...known, [code, value]]);
  }
  yield* from(0, []);
}
const isSmall = (rule: Rule) => {
  const codes = new Set(conditionsOf(rule).map(({ fact }) => fact));
  return [...codes].reduce((count, code) => count * values[code]!.length, 1) <= 3_000;
};

function partAt(rule: Rule, path: RuleProblem["path"]): Rule {
  return path.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], rule) as Rule;
}
const truthsOf = (rule: Rule, whole = rule) =>
  new Set([...enterprises(whole)].map((facts) => evaluate(rule, facts, asOf)));

/** The rule without the parts at some paths; what is left of a group stays one. */
function without(rule: Rule, gone: ReadonlySet<string>, path: RuleProblem["path"] = []): Rule {
  if ("fact" in rule) return rule;
  if ("not" in rule) return { not: without(rule.not, gone, [...path, "not"]) };
  const key = "all" in rule ? "all" : "any";
  const parts = ("all" in rule ? rule.all : rule.any).flatMap((part, index) => {
    const at = [...path, key, index];
    return gone.has(at.join(".")) ? [] : [without(part, gone, at)];
  });
  return key === "all" ? { all: parts } : { any: parts };
}

type Told = typeof contradictionsOf;
const runs = { numRuns: 1_500, seed: 20_261_122 };

/** What is claimed is so of every enterprise, and what no enterprise meets is claimed. */
const isSound = (told: Told, seen = new Set<string>()) =>
  fc.property(anyRule, (rule) => {
    fc.pre(isSmall(rule));
    const problems = told(rule);
    for (const { kind, path } of problems) {
      seen.add(kind);
      if (kind === "redundant") continue;
      const wanted = kind === "always_true";
      expect([...truthsOf(partAt(rule, path), rule)]).toEqual([wanted]);
    }
    const truths = truthsOf(rule);
    expect(problems.some(({ isFatal }) => isFatal)).toBe(!truths.has(true));
    if (!truths.has(false)) expect(problems).not.toEqual([]);
  });

/** Without all that is called redundant a rule says the same; without another part of it, less. */
const prunesRightly = (told: Told, found = { redundant: 0 }) =>
  fc.property(anyRule, (rule) => {
    fc.pre(isSmall(rule));
    const problems = told(rule);
    const redundant = problems.filter(({ kind }) => kind === "redundant");
    const gone = new Set(redundant.map(({ path }) => path.join(".")));
    const rest = without(rule, gone);
    found.redundant += gone.size;
    for (const facts of enterprises(rule))
      expect(evaluate(rest, facts, asOf)).toBe(evaluate(rule, facts, asOf));
    if (problems.length > 0 || !("all" in rule) || rule.all.length === 1) return;
    for (const index of rule.all.keys()) {
      const less: Rule = { all: rule.all.toSpliced(index, 1) };
      const isSame = [...enterprises(rule)].every(
        (facts) => evaluate(less, facts, asOf) === evaluate(rule, facts, asOf),
      );
      expect(isSame).toBe(false);
    }
  });

describe("what is said of a rule, tried on every enterprise it can tell apart", () => {
  test("is so, and nothing of the kind is missed", () => {
    const seen = new Set<string>();
    fc.assert(isSound(contradictionsOf, seen), runs);
    expect([...seen].toSorted()).toEqual([
      "always_true",
      "bounds_reversed",
      "never_true",
      "redundant",
      "set_empty",
    ]);
  });

  test("is not what the rule says besides", () => {
    const found = { redundant: 0 };
    fc.assert(prunesRightly(contradictionsOf, found), runs);
    expect(found.redundant).toBeGreaterThan(150);
  }, 120_000);

  const [space, search, told] = ["rule-space", "satisfiable", "contradictions"].map(
    (name) => `domain/products/${name}.ts`,
  ) as [string, string, string];
  test.each<[string, string, string]>([
    [space, "from: at + 1 }", "from: at }"],
    [space, "to: at - 1 }", "to: at }"],
    [space, "{ ...everywhere, to: at };", "{ ...everywhere, to: at - 1 };"],
    [space, "{ ...everywhere, from: at };", "{ ...everywhere, from: at + 1 };"],
    [space, "{ from: at, to: at };", "{ from: at, to: at + 1 };"],
    [space, "to: value.max }", "to: Infinity }"],
    [space, "[from, to + 1]", "[from, to]"],
    [space, "start <= to));", "start < to));"],
    [space, "full & ~cells : cells", "cells : cells"],
    [space, "Number(hasOthers)", "0"],
    [space, "closed?.includes(value) ?? true", "true"],
    [space, "? 0b01n : 0b10n", "? 0b10n : 0b10n"],
    [space, "to: fact.window ?? Infinity", "to: 11"],
    [space, "{ from: 0, to: fact.window", "{ from: 1, to: fact.window"],
    [space, "{ from: 0, to: dayNumber(lastDay) }", "{ from: 800_000, to: dayNumber(lastDay) }"],
    [search, "if (left === 0n) return false;", ""],
    [
      search,
      "{ part: part.not, wanted: !wanted });\n      else",
      "{ part: part.not, wanted });\n      else",
    ],
    [search, "if (truths.includes(true)) continue;", "if (!truths.includes(false)) continue;"],
    [search, "wanted: !one.wanted }", "wanted: one.wanted }"],
    [search, "[way, ...tried], others,", "[way, ...tried], [],"],
    [search, "new Map(cells), [way", "cells, [way"],
    [search, "? true : null;", "? true : true;"],
    [told, "always: isFull ? problem", "always: !isFull ? problem"],
    [told, "return { never: always, always: never };", "return { never, always };"],
    [told, "opposites.every(", "opposites.some("],
    [told, "(isAll ? never : always)", "(isAll ? always : never)"],
    [told, "const clash = decided.length > 0 ? [] :", "const clash = true ? [] :"],
    [told, "{ part: one, wanted: !isAll }]", "{ part: one, wanted: isAll }]"],
    [told, "    kept = kept.filter", "    [...kept].filter"],
  ])("and %s with %j as %j would be found out", async (file, from, to) => {
    const changed = await withChange<{ contradictionsOf: Told }>([told, space, search], {
      file,
      from,
      to,
    });
    const isKilled = [isSound, prunesRightly].some(
      (property) =>
        fc.check(property(changed.contradictionsOf), { ...runs, endOnFailure: true }).failed,
    );
    expect(isKilled).toBe(true);
  });
});

describe("what a bank is told", () => {
  const age = (operator: Condition["operator"], value: number) =>
    of("established_months", operator, value);
  test.each<[string, Rule, Partial<RuleProblem>[]]>([
    ["nothing of a rule that is right", { all: [age("gte", 12), age("lte", 24)] }, []],
    [
      "of two conditions that exclude each other, and of no third",
      { all: [of("abnormal_listed", "is_false"), age("gte", 24), age("lt", 24)] },
      [{ kind: "never_true", path: [], facts: ["established_months"], isFatal: true }],
    ],
    [
      "of a flag that must be both, far apart",
      {
        all: [
          of("abnormal_listed", "is_true"),
          { any: [{ not: of("abnormal_listed", "is_true") }, age("lt", 0)] },
        ],
      },
      [
        { kind: "never_true", path: ["all", 1, "any", 1] },
        { kind: "never_true", path: [] },
      ],
    ],
    [
      "of a range that ends before it begins",
      of("established_months", "between", { min: 24, max: 12 }),
      [{ kind: "bounds_reversed", path: [], isFatal: true }],
    ],
    [
      "of grades nobody has",
      { not: { not: of("tax_credit_grade", "in", ["E", "F"]) } },
      [{ kind: "set_empty", path: ["not", "not"], isFatal: true }],
    ],
    [
      "of more months than a year has",
      of("tax_paid_months_12m", "gte", 13),
      [{ kind: "never_true", isFatal: true }],
    ],
    [
      "of what holds of everyone",
      { all: [age("gte", 0), age("gte", 12)] },
      [{ kind: "always_true", path: ["all", 0], isFatal: false }],
    ],
    [
      "of choices that leave nobody out",
      { any: [age("lt", 12), age("gte", 6)] },
      [{ kind: "always_true", path: [], isFatal: false }],
    ],
    [
      "of the weaker of two thresholds",
      { all: [age("gte", 12), age("gte", 24)] },
      [{ kind: "redundant", path: ["all", 0] }],
    ],
    [
      "of the second of two equals",
      { all: [age("gte", 12), { not: age("lt", 12) }] },
      [{ kind: "redundant", path: ["all", 1] }],
    ],
    [
      "of a choice that the rest has ruled out",
      { all: [age("gte", 24), { any: [age("lt", 12), of("abnormal_listed", "is_false")] }] },
      [{ kind: "redundant", path: ["all", 1, "any", 0] }],
    ],
    [
      "of windows that shut each other",
      {
        all: [
          of("last_penalty_on", "within_months", 6),
          of("last_penalty_on", "not_within_months", 12),
        ],
      },
      [{ kind: "never_true", facts: ["last_penalty_on"], isFatal: true }],
    ],
    [
      "nothing of a window that some day as of which it is judged could open",
      {
        all: [
          of("established_on", "within_months", 12),
          of("established_on", "on_or_before", "2020-01-01"),
        ],
      },
      [],
    ],
    [
      "of days that shut each other",
      {
        all: [
          of("established_on", "on_or_before", "2019-12-31"),
          of("established_on", "on_or_after", "2020-01-01"),
        ],
      },
      [{ kind: "never_true", facts: ["established_on"], isFatal: true }],
    ],
  ])("%s", (_case, rule, expected) => {
    const problems = contradictionsOf(rule);
    expect(problems).toHaveLength(expected.length);
    for (const [index, problem] of expected.entries())
      expect(problems.toSorted((a, b) => b.path.length - a.path.length)[index]).toMatchObject(
        problem,
      );
  });

  test("a rule made to be hard is answered", () => {
    // Ten pigeons in six holes, and a hole takes one: no one meets it, and it takes long to see.
    const codes = [
      "tax_arrears",
      "insurance_arrears",
      "water_arrears",
      "gas_arrears",
      "tax_paid_12m",
    ];
    const at = (pigeon: number, hole: number) => of(codes[hole]!, "eq", pigeon);
    const rule: Rule = {
      all: Array.from({ length: 10 }, (_, pigeon): Rule => ({
        any: codes.map((_code, hole) => at(pigeon, hole)),
      })),
    };
    for (const { isFatal } of contradictionsOf(Rule.parse(rule))) expect(isFatal).toBe(true);
  });
});
