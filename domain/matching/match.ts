import type { GuaranteeKind, ProductContent } from "@/domain/products/schema";
import { type Day, lastDayOf, type Month } from "@/domain/shared/calendar";
import { truthAt, truthsOf } from "./columnar";
import { type Columns, columnsOf } from "./columns";
import type { Facts, Truth } from "./evaluate";
import { type Asked, estimatedCost, type Price, priceOf } from "./price";
import type { Origins } from "./origin";
import { rankMatches, type Score, yardsticksOf } from "./rank";
import { type Judgement, judge, verdictOfTruth } from "./rules";
import { type Verdict, verdicts } from "./verdict";
import { defaultWeights, type RankingWeights } from "./weights";

/** What an enterprise needs. `guarantees`: the kinds it can give; absent or empty is any. */
type MatchNeed = Asked & { guarantees?: readonly GuaranteeKind[] };

/** A product version on offer. */
type MatchableProduct = { id: string; content: ProductContent };

/** What became of past applications for a product by firms like this one. */
type ObservedNumbers = { daysMedian: number | null; share: number | null };

/** What the product itself asks of the need, before any rule about the enterprise. */
export type ProductCheck =
  | { check: "amount"; outcome: boolean; value: bigint; min: number; max: number }
  | { check: "term"; outcome: boolean; value: number; min: number; max: number }
  | { check: "region"; outcome: Truth; value: string | null; regions: string[] }
  | { check: "validity"; outcome: boolean; value: Day; from: Day | null; to: Day | null }
  | { check: "guarantee"; outcome: boolean; value: GuaranteeKind; accepted: GuaranteeKind[] };

/** One product judged against an enterprise and its need, in its place. */
export type JudgedProduct = {
  productId: string;
  code: string;
  verdict: Verdict;
  checks: ProductCheck[];
  /** In fen, null if the amount or term is not the product's to lend. */
  estimatedCost: number | null;
  /** Exact, for as many as are priced; null if not lendable or not (yet) priced. */
  price: Price | null;
  score: Score;
};

/** The same with what explains it. */
export type ProductMatch = JudgedProduct & { rules: Judgement };

/** How many of the best are priced to the fen; the rest are priced when they are looked at. */
const pricedExactly = 100;

/** Goes up with whatever changes a verdict, a price or an order that was already given out. */
export const matchingEngine = 1;

export type MatchInput = {
  facts: Facts;
  /** How good the facts are, by code: for what is said of them. */
  origins?: Origins;
  /** Scopes the enterprise has allowed already. */
  granted: ReadonlySet<string>;
  need: MatchNeed;
  products: readonly MatchableProduct[];
  /** The day priced for, and the month the facts are as of. */
  on: Day;
  month: Month;
  /** What counts in the order: cost alone unless the enterprise says otherwise. */
  weights?: RankingWeights;
  /** By product id; a product without any is neither favoured nor buried. */
  observed?: ReadonlyMap<string, ObservedNumbers>;
  /** The products' rules as `compiledRules` gives them for the month; made anew if absent. */
  rules?: Columns;
};

/** The rules of products in their order, for judging them all at once with facts as of a month. */
export function compiledRules(products: readonly MatchableProduct[], month: Month): Columns {
  return columnsOf(
    products.map(({ content }) => content.eligibility),
    lastDayOf(month),
  );
}

/**
 * Judges every product for one enterprise and need and ranks them (`rankMatches`). The first
 * `pricedExactly` are priced to the fen and ordered by that in their verdict, by the same yardsticks.
 */
export function judgeAll(input: MatchInput): JudgedProduct[] {
  const { weights = defaultWeights, products, need, on } = input;
  const judged = verdictsOf(input);
  const yardsticks = yardsticksOf(judged);
  const ranked = rankMatches(judged, weights, yardsticks);
  const contents = new Map(products.map(({ id, content }) => [id, content]));
  const priced = (one: (typeof ranked)[number]) => {
    const content = contents.get(one.id);
    const price = content && one.estimatedCost !== null ? priceOf(content, need, on) : null;
    return { ...one, price, cost: price?.totalCost ?? null };
  };
  const exact = ranked.slice(0, pricedExactly).map(priced);
  return verdicts
    .flatMap((verdict) => [
      ...rankMatches(
        exact.filter((one) => one.verdict === verdict),
        weights,
        yardsticks,
      ),
      ...ranked.slice(pricedExactly).filter((one) => one.verdict === verdict),
    ])
    .map(judgedOf);
}

type Ranked = Omit<ReturnType<typeof verdictsOf>[number], "cost"> & { score: Score };

function judgedOf(one: Ranked): JudgedProduct {
  const { id, code, verdict, checks, estimatedCost: estimate, price, score } = one;
  return { productId: id, code, verdict, checks, estimatedCost: estimate, price, score };
}

/** What a judged product is shown with: why it is judged so, and its price where it had none yet. */
export function explain(
  judged: JudgedProduct,
  content: ProductContent,
  input: Omit<MatchInput, "products">,
): ProductMatch {
  const { need, on } = input;
  const price = judged.price ?? (judged.estimatedCost === null ? null : priceOf(content, need, on));
  return { ...judged, price, rules: judgementOf(content, input) };
}

function judgementOf(
  { eligibility }: ProductContent,
  { facts, granted, month, origins }: Omit<MatchInput, "products">,
): Judgement {
  return judge(eligibility, facts, { month, granted, ...(origins && { origins }) });
}

/** Every product judged, ranked and explained; prices only for as many as `judgeAll` prices. */
export function matchProducts(input: MatchInput): ProductMatch[] {
  const contents = new Map(input.products.map(({ id, content }) => [id, content]));
  return judgeAll(input).flatMap((judged) => {
    const content = contents.get(judged.productId);
    return content ? [{ ...judged, rules: judgementOf(content, input) }] : [];
  });
}

function verdictsOf(input: MatchInput) {
  const { facts, need, on, month, products, observed } = input;
  const truths = truthsOf(input.rules ?? compiledRules(products, month), facts);
  return products.map(({ id, content }, index) => {
    const checks = checksOf(content, need, facts, on);
    const verdict = verdictOfTruth(truthAt(truths, index));
    const isLendable = checks.every(
      ({ check, outcome }) => (check !== "amount" && check !== "term") || outcome,
    );
    const seen = observed?.get(id);
    const estimate = isLendable ? estimatedCost(content, need, on) : null;
    return {
      id,
      code: content.code,
      verdict: combined(checks, verdict),
      checks,
      estimatedCost: estimate,
      cost: estimate,
      price: null as Price | null,
      days: seen?.daysMedian ?? null,
      share: seen?.share ?? null,
    };
  });
}

function combined(checks: readonly ProductCheck[], verdict: Verdict): Verdict {
  const outcomes = checks.map((check) => check.outcome);
  if (outcomes.includes(false)) return "not_eligible";
  return outcomes.includes(null) && verdict === "eligible" ? verdictOfTruth(null) : verdict;
}

function checksOf(content: ProductContent, need: MatchNeed, facts: Facts, on: Day): ProductCheck[] {
  const { validFrom = null, validTo = null } = content;
  const { amountMin, amountMax, termMin, termMax, regions, guarantee } = content;
  const district = facts.get("district") ?? null;
  const accepted = [...(need.guarantees ?? [])];
  return [
    {
      check: "amount",
      outcome: need.amount >= amountMin && need.amount <= amountMax,
      value: need.amount,
      min: amountMin,
      max: amountMax,
    },
    {
      check: "term",
      outcome: need.months >= termMin && need.months <= termMax,
      value: need.months,
      min: termMin,
      max: termMax,
    },
    {
      check: "region",
      outcome: servesRegion(regions, typeof district === "string" ? district : null),
      value: typeof district === "string" ? district : null,
      regions,
    },
    {
      check: "validity",
      outcome: (validFrom === null || validFrom <= on) && (validTo === null || on <= validTo),
      value: on,
      from: validFrom,
      to: validTo,
    },
    {
      check: "guarantee",
      outcome: accepted.length === 0 || guarantee === "none" || accepted.includes(guarantee),
      value: guarantee,
      accepted,
    },
  ];
}

/**
 * Whether a product serves a district: everywhere without regions; a city's code (`330100`) or a
 * province's (`330000`) covers what lies in it (GB/T 2260). Unknown if the district is.
 */
export function servesRegion(regions: readonly string[], district: string | null): Truth {
  if (regions.length === 0) return true;
  if (district === null) return null;
  return regions.some((region) => district.startsWith(region.replace(/(00){1,2}$/, "")));
}
