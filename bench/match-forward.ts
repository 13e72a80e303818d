import type { Bench, BenchLine } from "@/bench/frame/bench";
import { compare } from "@/bench/frame/compare";
import type { Facts, Truth } from "@/domain/matching/evaluate";
import { matchProducts } from "@/domain/matching/match";
import { verdictOf, verdictOfTruth } from "@/domain/matching/rules";
import type { ProductContent, Rule } from "@/domain/products/schema";

const rounds = 11;
const predicates = 12;

/** A small generator of numbers, so that every run judges the same products. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

const facts: Facts = new Map<string, bigint | number | string | boolean | null>([
  ["established_months", 61],
  ["industry_section", "C"],
  ["district", "330102"],
  ["size_class", "small"],
  ["open_penalties", 0],
  ["abnormal_listed", false],
  ["tax_credit_grade", "B"],
  ["tax_revenue_12m", 480_000_000n],
  ["tax_revenue_growth", 820],
  ["tax_paid_months_12m", 12],
  ["tax_arrears", 0n],
  ["invoice_sales_12m", null],
  ["insured_headcount", 18],
]);

/** One firm's facts pass most thresholds, so that rules are read to their end as often as not. */
function ruleOf(next: (below: number) => number): Rule {
  const conditions: Rule[] = [
    { fact: "established_months", operator: "gte", value: 12 + next(60) },
    { not: { fact: "industry_section", operator: "in", value: ["K", "H"] } },
    { fact: "district", operator: "in", value: ["330102", "330105", "330106"] },
    { fact: "size_class", operator: "in", value: ["micro", "small"] },
    { fact: "open_penalties", operator: "lte", value: next(3) },
    { fact: "abnormal_listed", operator: "is_false" },
    { fact: "tax_credit_grade", operator: "in", value: next(3) ? ["A", "B", "M"] : ["A"] },
    { fact: "tax_revenue_12m", operator: "gte", value: 100_000_000 + next(450_000_000) },
    {
      any: [
        { fact: "tax_revenue_growth", operator: "gte", value: next(1_500) },
        { fact: "invoice_sales_12m", operator: "gte", value: 300_000_000 },
      ],
    },
    { fact: "tax_paid_months_12m", operator: "gte", value: 10 + next(3) },
    { fact: "insured_headcount", operator: "gte", value: next(25) },
  ];
  return { all: conditions };
}

const contentOf = (code: string, eligibility: Rule): ProductContent => ({
  code,
  name: { zh: "税易贷", en: "Tax loan" },
  summary: { zh: "凭纳税记录贷款", en: "A loan on tax records" },
  kind: "credit",
  guarantee: "none",
  amountMin: 10_000_000,
  amountMax: 300_000_000,
  termMin: 3,
  termMax: 36,
  repaymentKinds: ["equal_instalments", "interest_first"],
  lprTenor: "1y",
  spreadMin: 20,
  spreadMax: 180,
  fees: [],
  regions: [],
  isFirstLoan: false,
  isPolicy: false,
  materials: [],
  promisedWorkingDays: 5,
  purposeTemplate: "loan_application",
  items: [],
  eligibility,
});

type Node = Record<string, unknown>;
type Data = Record<string, unknown>;
type Operation = (args: unknown[], data: Data) => unknown;

/** The usual way to run rules kept as data: operators by name over operands evaluated first. */
const operations: Record<string, Operation> = {
  var: ([path], data) =>
    String(path)
      .split(".")
      .reduce<unknown>((at, key) => (at as Data)[key], data),
  ">=": ([a, b]) => (a === null ? null : Number(a) >= Number(b)),
  "<=": ([a, b]) => (a === null ? null : Number(a) <= Number(b)),
  in: ([a, b]) => (a === null ? null : (b as unknown[]).includes(a)),
  "!": ([a]) => (a === null ? null : !a),
  and: (args) => (args.includes(false) ? false : args.includes(null) ? null : true),
  or: (args) => (args.includes(true) ? true : args.includes(null) ? null : false),
};

function apply(node: unknown, data: Data): unknown {
  if (node === null || typeof node !== "object" || Array.isArray(node)) return node;
  const [[name, operands] = ["", []]] = Object.entries(node as Node);
  const args = (Array.isArray(operands) ? operands : [operands]).map((one) => apply(one, data));
  return operations[name]?.(args, data);
}

const names = { gte: ">=", lte: "<=", in: "in" } as const;

function asData(rule: Rule): unknown {
  if ("all" in rule) return { and: rule.all.map(asData) };
  if ("any" in rule) return { or: rule.any.map(asData) };
  if ("not" in rule) return { "!": [asData(rule.not)] };
  const value = { var: `firm.${rule.fact}` };
  if (rule.operator === "is_false") return { "!": [value] };
  // A list as an operand stands for itself.
  return { [names[rule.operator as keyof typeof names]]: [value, rule.value] };
}

/** One firm against so many products: verdicts alone, and everything the page shows. */
async function* run(): AsyncIterable<BenchLine> {
  for (const size of [500, 5_000]) {
    const next = numbers(7);
    const rules = Array.from({ length: size }, () => ruleOf(next));
    const kept = rules.map(asData);
    const data = { firm: Object.fromEntries(facts) };
    const judged = rules.map((rule) => verdictOf(rule, facts));
    const differs = kept.findIndex(
      (rule, index) => verdictOfTruth(apply(rule, data) as Truth) !== judged[index],
    );
    if (differs !== -1) throw new Error(`the baseline judges product ${differs} differently`);

    let seen = 0;
    const verdicts = await compare(
      rounds,
      () => {
        for (const rule of rules) if (verdictOf(rule, facts) === "eligible") seen += 1;
      },
      () => {
        for (const rule of kept) if (apply(rule, data) === true) seen += 1;
      },
    );
    const eligible = judged.filter((verdict) => verdict === "eligible").length;
    yield {
      bench: "match.forward",
      ...verdicts,
      unit: "ms",
      n: size,
      note: `${size} products × ${predicates} predicates, ${eligible} eligible; baseline a generic interpreter of the same rules as JSON, written here`,
    };

    const products = rules.map((rule, index) => {
      const code = `product-${index}`;
      return { id: code, content: contentOf(code, rule) };
    });
    const input = {
      facts,
      granted: new Set<string>(),
      need: { amount: 50_000_000n, months: 12, repaymentKind: null },
      products,
      on: "2026-11-20",
      month: "2026-10",
    };
    const explained = await compare(
      rounds,
      () => (seen += matchProducts(input).length),
      () => {},
    );
    yield {
      bench: "match.explain",
      ours: explained.ours,
      baseline: null,
      ratio: null,
      unit: "ms",
      n: size,
      note: `${size} products judged, explained, ranked; the first 100 priced to the fen`,
    };
    if (seen < 0) throw new Error("nothing was judged");
  }
}

export const bench: Bench = { name: "match.forward", run };
