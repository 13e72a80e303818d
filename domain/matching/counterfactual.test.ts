import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conditionsOf, type Rule } from "@/domain/products/rule";
import type { FactValue } from "@/domain/profiles/windows";
import { addMonths, lastDayOf, monthsBetween } from "@/domain/shared/calendar";
import { smallFacts, smallRule } from "@/tests/matching-cases";
import { withChange } from "@/tests/mutants";
import { counterfactualOf } from "./counterfactual";
import { evaluate, type Facts } from "./evaluate";

const month = "2026-10";
const facts = (entries: Record<string, FactValue>): Facts => new Map(Object.entries(entries));

/** What a fact can become here, written down by hand and apart from the registry, and after how long. */
const steps = (from: FactValue, isUp: boolean, most = 7) =>
  Array.from({ length: most + 1 }, (_, value) => value)
    .filter((to) => (isUp ? to > Number(from) : to < Number(from)))
    .map((to): FactValue => (typeof from === "bigint" ? BigInt(to) : to));
const effortOf = (from: FactValue, to: FactValue) => {
  const step = Math.abs(Number(to) - Number(from));
  return step / (step + Number(from) + 1);
};
type Way = { to: FactValue; months: number; effort: number };
const gradeOf: Record<string, number> = { D: 0, C: 1, M: 1.5, B: 2, A: 3 };
const waysOf: Record<string, (from: FactValue) => Way[]> = {
  tax_revenue_12m: (from) => free(from, steps(from, true)),
  tax_arrears: (from) => free(from, steps(from, false)),
  tax_paid_months_12m: (from) =>
    free(from, steps(from, true, 12)).map((way) => ({
      ...way,
      months: Number(way.to) - Number(from),
    })),
  serious_penalties_24m: (from) =>
    free(from, steps(from, false)).map((way) => ({ ...way, months: 24 })),
  abnormal_listed: (from) => (from === true ? [{ to: false, months: 0, effort: 1 }] : []),
  electricity_no_arrears_12m: (from) =>
    from === false ? [{ to: true, months: 12, effort: 1 }] : [],
  tax_credit_grade: (from) =>
    ["C", "B", "A"]
      .filter((to) => gradeOf[to]! > gradeOf[String(from)]!)
      .map((to) => ({ to, months: 6, effort: (gradeOf[to]! - gradeOf[String(from)]!) / 3 })),
};
const free = (from: FactValue, values: FactValue[]): Way[] =>
  values.map((to) => ({ to, months: 0, effort: effortOf(from, to) }));

const aged = (known: Facts, waited: number): Facts => {
  const months = known.get("established_months");
  return typeof months === "number"
    ? new Map([...known, ["established_months", months + waited]])
    : known;
};
/** Not failing with the changes alone, nor in the month by which they can all be. */
function works(
  rule: Rule,
  known: Facts,
  waited: number,
  chosen: ReadonlyMap<string, Way>,
): boolean {
  const changed = new Map([...known, ...[...chosen].map(([code, { to }]) => [code, to] as const)]);
  const latest = Math.max(waited, ...[...chosen.values()].map(({ months }) => months));
  return [waited, latest].every(
    (later) => evaluate(rule, aged(changed, later), lastDayOf(addMonths(month, later))) !== false,
  );
}

/** The best of everything that can be done, tried one by one; null if nothing works. */
function bestByTrying(rule: Rule, known: Facts): { count: number; effort: number } | null {
  const codes = [...new Set(conditionsOf(rule).map(({ fact }) => fact))];
  const doable = codes.filter((code) => waysOf[code] && (known.get(code) ?? null) !== null);
  const waits = codes.some((code) => code.startsWith("established")) ? 15 : 0;
  let best: { count: number; effort: number } | null = null;
  const chosen = new Map<string, Way>();
  const choose = (index: number, waited: number, effort: number) => {
    const count = chosen.size + Number(waited > 0);
    const isBetter =
      !best || count < best.count || (count === best.count && effort < best.effort - 1e-12);
    if (!isBetter && best && count > best.count) return;
    const code = doable[index];
    if (code === undefined) {
      if (isBetter && works(rule, known, waited, chosen)) best = { count, effort };
      return;
    }
    choose(index + 1, waited, effort);
    for (const way of waysOf[code]!(known.get(code)!)) {
      chosen.set(code, way);
      choose(index + 1, waited, effort + way.effort);
      chosen.delete(code);
    }
  };
  for (let waited = 0; waited <= waits; waited += 1)
    choose(0, waited, waited === 0 ? 0 : waited / (waited + 12));
  return best;
}

type Case = { rule: Rule; known: Facts; best: { count: number; effort: number } | null };
const drawn: Case[] = fc
  .sample(fc.tuple(smallRule, smallFacts), { numRuns: 9_000, seed: 18 })
  .filter(([rule, known]) => evaluate(rule, known, lastDayOf(month)) === false)
  .filter(([rule]) => new Set(conditionsOf(rule).map(({ fact }) => fact)).size <= 5)
  .map(([rule, known]) => ({ rule, known, best: bestByTrying(rule, known) }));

/** What small figures drawn at random hardly ever meet. */
const rare: Case[] = [
  {
    // Paying takes five months, in which the firm comes to an age that is not accepted.
    rule: {
      all: [
        { fact: "tax_paid_months_12m", operator: "gte", value: 5 },
        { not: { fact: "established_months", operator: "between", value: { min: 23, max: 27 } } },
      ],
    },
    known: facts({ tax_paid_months_12m: 0, established_months: 20 }),
  },
  {
    // The same with a window of a year, which nothing but waiting on can go beyond.
    rule: {
      all: [
        { fact: "electricity_no_arrears_12m", operator: "is_true" },
        { not: { fact: "established_months", operator: "between", value: { min: 30, max: 33 } } },
      ],
    },
    known: facts({ electricity_no_arrears_12m: false, established_months: 20 }),
  },
  {
    // A penalty that nobody minds is no way out, but for the time that it takes to be gone.
    rule: {
      all: [
        { fact: "electricity_no_arrears_12m", operator: "is_true" },
        { not: { fact: "established_months", operator: "between", value: { min: 30, max: 33 } } },
        { fact: "serious_penalties_24m", operator: "lte", value: 1 },
      ],
    },
    known: facts({
      electricity_no_arrears_12m: false,
      established_months: 20,
      serious_penalties_24m: 1,
    }),
  },
  {
    // It takes a window of two years for the age to be right again.
    rule: {
      all: [
        { fact: "tax_paid_months_12m", operator: "gte", value: 5 },
        { fact: "established_months", operator: "lt", value: 3 },
      ],
    },
    known: facts({ tax_paid_months_12m: 4, established_months: 2 }),
  },
  {
    // Two far changes against three small ones: fewer facts come first.
    rule: {
      any: [
        {
          all: [
            { fact: "abnormal_listed", operator: "is_false" },
            { fact: "electricity_no_arrears_12m", operator: "is_true" },
          ],
        },
        {
          all: [
            { fact: "tax_arrears", operator: "lt", value: 5 },
            { fact: "tax_revenue_12m", operator: "gt", value: 4 },
            { fact: "tax_paid_months_12m", operator: "gt", value: 4 },
          ],
        },
      ],
    },
    known: facts({
      abnormal_listed: true,
      electricity_no_arrears_12m: false,
      tax_arrears: 5n,
      tax_revenue_12m: 4n,
      tax_paid_months_12m: 4,
    }),
  },
  {
    rule: { fact: "tax_paid_months_12m", operator: "gt", value: 12 },
    known: facts({ tax_paid_months_12m: 7 }),
  },
].map(({ rule, known }) => ({
  rule: rule as Rule,
  known,
  best: bestByTrying(rule as Rule, known),
}));
const cases = [...rare, ...drawn];

/** What is wrong with what is said of a case, null if nothing. */
function faultOf({ rule, known, best }: Case, find: typeof counterfactualOf): string | null {
  const found = find(rule, known, month);
  if (!found || !best) return Boolean(found) === Boolean(best) ? null : "found and best differ";
  const ways = new Map<string, Way>();
  let [waited, effort] = [0, 0];
  for (const { kind, fact, from, to, about } of found.changes) {
    if (kind === "wait") {
      waited = monthsBetween(month, about!);
      effort += waited / (waited + 12);
      if (typeof from === "number" && to !== from + waited) return "wait of another length";
      continue;
    }
    const way = waysOf[fact]?.(from).find((one) => one.to === to);
    if (!way || from !== known.get(fact)) return `${fact} cannot become ${String(to)}`;
    if ((about === null ? 0 : monthsBetween(month, about)) !== way.months) return "another month";
    ways.set(fact, way);
    effort += way.effort;
  }
  if (!works(rule, known, waited, ways)) return "substituted, it fails";
  if (found.changes.length !== best.count) return "fewer facts would do";
  if (Math.abs(effort - best.effort) > 1e-9) return "less effort would do";
  return oneStepLessOf(rule, known, waited, ways) ?? reachOf(rule, known, waited, ways, found);
}

function oneStepLessOf(rule: Rule, known: Facts, waited: number, ways: Map<string, Way>) {
  if (waited > 0 && works(rule, known, waited - 1, ways)) return "a month less would do";
  for (const [code, { effort }] of ways) {
    const nearer = waysOf[code]!(known.get(code)!).filter((way) => way.effort < effort);
    for (const less of nearer)
      if (works(rule, known, waited, new Map([...ways, [code, less]])))
        return "a step less would do";
    const without = new Map(ways);
    without.delete(code);
    if (works(rule, known, waited, without)) return "one fact less would do";
  }
  return null;
}

function reachOf(
  rule: Rule,
  known: Facts,
  waited: number,
  ways: Map<string, Way>,
  { reaches, about }: NonNullable<ReturnType<typeof counterfactualOf>>,
) {
  const latest = Math.max(waited, ...[...ways.values()].map(({ months }) => months));
  if ((about === null ? 0 : monthsBetween(month, about)) !== latest) return "another latest month";
  const changed = new Map([...known, ...[...ways].map(([code, { to }]) => [code, to] as const)]);
  const truths = [waited, latest].map((later) =>
    evaluate(rule, aged(changed, later), lastDayOf(addMonths(month, later))),
  );
  const isEligible = truths.every((truth) => truth === true);
  return isEligible === (reaches === "eligible") ? null : "reaches something else";
}

const faults = (find: typeof counterfactualOf) => cases.flatMap((one) => faultOf(one, find) ?? []);

const tallied = (find: typeof counterfactualOf) =>
  [...Map.groupBy(faults(find), (fault) => fault)].map(([fault, all]) => [fault, all.length]);

const isDown = (code: string) => code.endsWith("arrears");

describe("counterfactuals", () => {
  test("are the least of all that can be done: fewest facts, then least effort, and true", () => {
    expect(cases.length).toBeGreaterThan(3_000);
    expect(cases.filter(({ best }) => best).length).toBeGreaterThan(1_500);
    expect(cases.filter(({ best }) => best && best.count > 1).length).toBeGreaterThan(150);
    expect(tallied(counterfactualOf)).toEqual([]);
  });

  const files = [
    "domain/matching/counterfactual.ts",
    "domain/matching/moves.ts",
    "domain/matching/blame.ts",
    "domain/matching/ageing.ts",
  ] as const;
  const [search, moves, blame, ageing] = files;
  test.each([
    [search, "limit = Math.max(limit, more)", "limit = Math.max(limit, more + 1)"],
    [search, "!best || effort < best.effort) best", "!best) best"],
    [search, "effort + move.effort >= best", "effort + move.effort <= best"],
    [search, "if (!blame && latest > waited)", "if (false)"],
    [search, "(move.months ?? 0) > latest", "false"],
    [search, "if (units.size === count) break;", ""],
    [search, "ageing.has(condition) ? months > 0 : values.has(fact)", "values.has(fact)"],
    [search, "tried.add(move);", "for (const one of moves) tried.add(one);"],
    [search, "now === true && later === true", "now !== false"],
    [moves, "isLaterWorse ? asked : ", ""],
    [ageing, ", bound - Number(from) + 1]", "]"],
    [ageing, "monthsBetween(month, monthOf(from)) + value", "value"],
    [moves, "BigInt(bound) + 1n]", "BigInt(bound) + 2n]"],
    [moves, "[BigInt(bound) - 1n, BigInt(bound)", "[BigInt(bound)"],
    [moves, "value > from && value <= most", "value > from"],
    [moves, "value < from && value >= 0n", "value < from"],
    [moves, "a < b === isUp ? -1 : 1", "a < b ? -1 : 1"],
    [moves, "gradeOf(grade) > gradeOf(from)", "grade !== from"],
    [moves, "if (!actionable) return [];", ""],
    [moves, "return from === isUp ? [] : [isUp];", "return [!from];"],
    [ageing, "value + waited : value", "value + waited + 1 : value"],
    [moves, ".concat(later.map((months) => BigInt(from) + BigInt(months)))", ""],
    [moves, "spans.findLastIndex(({ start }) => start <= waited)", "0"],
    [ageing, "isAged ? addMonths(month, waited) : month", "month"],
    [moves, 'to: typeof from === "number" ? from + start : from', "to: from"],
    [moves, "Number(to) < Number(from)) return window", "Number(to) < Number(from)) return 0"],
    [moves, "return step / (step + Math.abs(Number(from)) + 1)", "return step"],
    [ageing, "return months / (months + halfWait)", "return months"],
    [blame, "if (!blame) return null;", "if (!blame) continue;"],
    [blame, "cost: Math.min(", "cost: Math.max("],
    [blame, "if (bound.units.some((unit) => units.has(unit))) continue;", ""],
  ])("a change planted in %s is noticed: %s", async (file, from, to) => {
    const changed = await withChange<{ counterfactualOf: typeof counterfactualOf }>(files, {
      file,
      from,
      to,
    });
    expect(cases.some((one) => faultOf(one, changed.counterfactualOf))).toBe(true);
  });

  test.each([
    ["the region", { fact: "district", operator: "in", value: ["330106"] }],
    ["the industry", { fact: "industry_section", operator: "not_in", value: ["K"] }],
    ["the size", { fact: "size_class", operator: "in", value: ["micro"] }],
    ["a thirteenth month of twelve", { fact: "tax_paid_months_12m", operator: "gt", value: 12 }],
    ["less than nothing owed", { fact: "tax_arrears", operator: "lt", value: 0 }],
    ["grade M, given to the new only", { fact: "tax_credit_grade", operator: "eq", value: "M" }],
    ["another birthday", { fact: "established_on", operator: "on_or_before", value: "2020-01-01" }],
    ["a youth that is over", { fact: "established_on", operator: "within_months", value: 12 }],
    ["to wait twenty years", { fact: "established_months", operator: "gte", value: 300 }],
    [
      "tax paid in the past",
      { fact: "tax_last_paid_on", operator: "on_or_before", value: "2026-01-01" },
    ],
  ] as const)("never ask for %s", (_case, rule) => {
    const known = facts({
      district: "110101",
      industry_section: "K",
      size_class: "large",
      tax_paid_months_12m: 9,
      tax_arrears: 100n,
      tax_credit_grade: "C",
      established_on: "2021-03-15",
      established_months: 60,
      tax_last_paid_on: "2026-03-10",
    });
    expect(evaluate(rule as unknown as Rule, known, lastDayOf(month))).toBe(false);
    expect(counterfactualOf(rule as unknown as Rule, known, month)).toBeNull();
  });

  test("say when: each change by itself, and all of them by the latest", () => {
    const rule: Rule = {
      all: [
        { fact: "tax_paid_months_12m", operator: "gte", value: 12 },
        { fact: "established_months", operator: "gte", value: 24 },
        { fact: "serious_penalties_24m", operator: "eq", value: 0 },
        { fact: "tax_credit_grade", operator: "in", value: ["A", "B", "M"] },
        { fact: "electricity_no_arrears_12m", operator: "is_true" },
        { fact: "tax_arrears", operator: "lte", value: 0 },
      ],
    };
    const known = facts({
      tax_paid_months_12m: 9,
      established_months: 20,
      serious_penalties_24m: 1,
      tax_credit_grade: "D",
      electricity_no_arrears_12m: false,
      tax_arrears: 1n,
    });
    const found = counterfactualOf(rule, known, month);
    expect(found).toMatchObject({ reaches: "eligible", about: "2028-10" });
    expect(found!.changes.toSorted((a, b) => (a.fact < b.fact ? -1 : 1))).toEqual([
      { kind: "act", fact: "electricity_no_arrears_12m", from: false, to: true, about: "2027-10" },
      { kind: "wait", fact: "established_months", from: 20, to: 24, about: "2027-02" },
      { kind: "act", fact: "serious_penalties_24m", from: 1, to: 0, about: "2028-10" },
      { kind: "act", fact: "tax_arrears", from: 1n, to: 0n, about: null },
      { kind: "act", fact: "tax_credit_grade", from: "D", to: "B", about: "2027-04" },
      { kind: "act", fact: "tax_paid_months_12m", from: 9, to: 12, about: "2027-01" },
    ]);
  });

  test("of windows wait for the month in which the last day of it has passed", () => {
    const rule: Rule = {
      all: [
        { fact: "established_on", operator: "not_within_months", value: 12 },
        { fact: "last_penalty_on", operator: "not_within_months", value: 6 },
      ],
    };
    const known = facts({ established_on: "2025-12-15", last_penalty_on: "2026-09-30" });
    const found = counterfactualOf(rule, known, month);
    // One wait serves both; the penalty of 30 September is six months past on the last of March.
    expect(found).toEqual({
      about: "2027-03",
      reaches: "eligible",
      changes: [
        {
          kind: "wait",
          fact: "last_penalty_on",
          from: "2026-09-30",
          to: "2026-09-30",
          about: "2027-03",
        },
      ],
    });
    const later = (waited: number) => evaluate(rule, known, lastDayOf(addMonths(month, waited)));
    expect([later(4), later(5)]).toEqual([false, true]);
  });

  test("ask for a payment from now on where the last is too long ago", () => {
    const rule: Rule = { fact: "tax_last_paid_on", operator: "within_months", value: 2 };
    expect(
      counterfactualOf(rule, facts({ tax_last_paid_on: "2026-03-10" }), month)?.changes,
    ).toEqual([
      {
        kind: "act",
        fact: "tax_last_paid_on",
        from: "2026-03-10",
        to: "2026-11-01",
        about: "2026-11",
      },
    ]);
  });

  test("are exact beside the bounds of safe integers and of eight bytes", () => {
    const rule: Rule = { fact: "tax_revenue_12m", operator: "gt", value: Number.MAX_SAFE_INTEGER };
    const known = facts({ tax_revenue_12m: BigInt(Number.MAX_SAFE_INTEGER) });
    expect(counterfactualOf(rule, known, month)?.changes[0]?.to).toBe(2n ** 53n);
    const down: Rule = { fact: "tax_arrears", operator: "lt", value: Number.MAX_SAFE_INTEGER };
    expect(
      counterfactualOf(down, facts({ tax_arrears: 2n ** 63n - 1n }), month)?.changes[0]?.to,
    ).toBe(2n ** 53n - 2n);
  });

  test("of the longest rules are found, whatever they say", () => {
    const codes = ["tax_revenue_12m", "invoice_sales_12m", "insured_headcount", "tax_arrears"]
      .concat(["tax_paid_months_12m", "registered_capital", "fund_headcount", "insurance_arrears"])
      .concat(["invoice_customers_12m", "tax_paid_12m", "water_arrears", "gas_arrears"]);
    const hardest = fc.sample(
      fc.array(
        fc.array(fc.tuple(fc.constantFrom(...codes), fc.integer({ min: 1, max: 12 })), {
          minLength: 3,
          maxLength: 3,
        }),
        { minLength: 20, maxLength: 20 },
      ),
      { numRuns: 30, seed: 4 },
    );
    const known = new Map<string, FactValue>(
      codes.map((code) => [
        code,
        code.includes("headcount") || code.includes("months") || code.includes("customers")
          ? 0
          : isDown(code)
            ? 20n
            : 0n,
      ]),
    );
    for (const groups of hardest) {
      const rule: Rule = {
        all: groups.map((group) => ({
          any: group.map(([fact, value]) => ({
            fact,
            operator: isDown(fact) ? "lte" : "gte",
            value: isDown(fact) ? 20 - value : value,
          })),
        })),
      };
      expect(counterfactualOf(rule, known, month)).not.toBeNull();
    }
  });
});
