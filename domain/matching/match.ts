import type { GuaranteeKind, ProductContent } from "@/domain/products/schema";
import type { Day, Month } from "@/domain/shared/calendar";
import type { Facts, Truth } from "./evaluate";
import { type Asked, estimatedCost, type Price, priceOf } from "./price";
import { type Judgement, judge, verdictOfTruth } from "./rules";
import { type Verdict, verdicts } from "./verdict";

/** What an enterprise needs. `guarantees`: the kinds it can give; absent or empty is any. */
type MatchNeed = Asked & { guarantees?: readonly GuaranteeKind[] };

/** A product version on offer. */
type MatchableProduct = {
  id: string;
  content: ProductContent;
  validFrom?: Day | null;
  validTo?: Day | null;
};

/** What the product itself asks of the need, before any rule about the enterprise. */
export type ProductCheck =
  | { check: "amount"; outcome: boolean; value: bigint; min: number; max: number }
  | { check: "term"; outcome: boolean; value: number; min: number; max: number }
  | { check: "region"; outcome: Truth; value: string | null; regions: string[] }
  | { check: "validity"; outcome: boolean; value: Day; from: Day | null; to: Day | null }
  | { check: "guarantee"; outcome: boolean; value: GuaranteeKind; accepted: GuaranteeKind[] };

/** One product judged against an enterprise and its need. */
export type ProductMatch = {
  productId: string;
  code: string;
  verdict: Verdict;
  checks: ProductCheck[];
  rules: Judgement;
  /** In fen, null if the amount or term is not the product's to lend. */
  estimatedCost: number | null;
  /** Exact, for as many as are priced; null if not lendable or not (yet) priced. */
  price: Price | null;
};

/** How many of the best are priced to the fen; the rest are priced when they are looked at. */
const pricedExactly = 100;

export type MatchInput = {
  facts: Facts;
  /** Scopes the enterprise has allowed already. */
  granted: ReadonlySet<string>;
  need: MatchNeed;
  products: readonly MatchableProduct[];
  /** The day priced for, and the month the facts are as of. */
  on: Day;
  month: Month;
};

/**
 * Judges every product for one enterprise and need, ranked: eligible, then unknown, then not
 * eligible; among each by total cost, then by product code, so that the order is never chance. There
 * is no other weight. The first `pricedExactly` are priced to the fen and ordered by that.
 */
export function matchProducts(input: MatchInput): ProductMatch[] {
  const ranked = input.products
    .map((product) => ({ match: judgeProduct(product, input), content: product.content }))
    .toSorted((a, b) => compareMatches(a.match, b.match));
  const exact = ranked
    .slice(0, pricedExactly)
    .map(({ match, content }) => priced(match, content, input))
    .toSorted(compareMatches);
  return [...exact, ...ranked.slice(pricedExactly).map(({ match }) => match)];
}

/** The order of ranking. */
function compareMatches(a: ProductMatch, b: ProductMatch): number {
  return (
    verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) ||
    compareCost(a, b) ||
    (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  );
}

function judgeProduct(
  { id, content, validFrom = null, validTo = null }: MatchableProduct,
  { facts, granted, need, on, month }: Omit<MatchInput, "products">,
): ProductMatch {
  const checks = checksOf(content, need, facts, { on, validFrom, validTo });
  const rules = judge(content.eligibility, facts, { month, granted });
  const isLendable = checks.every(
    ({ check, outcome }) => (check !== "amount" && check !== "term") || outcome,
  );
  return {
    productId: id,
    code: content.code,
    verdict: combined(checks, rules.verdict),
    checks,
    rules,
    estimatedCost: isLendable ? estimatedCost(content, need, on) : null,
    price: null,
  };
}

function priced(
  match: ProductMatch,
  content: ProductContent,
  { need, on }: Pick<MatchInput, "need" | "on">,
): ProductMatch {
  return match.estimatedCost === null ? match : { ...match, price: priceOf(content, need, on) };
}

function compareCost(a: ProductMatch, b: ProductMatch): number {
  if (a.price && b.price) {
    return a.price.totalCost < b.price.totalCost
      ? -1
      : a.price.totalCost > b.price.totalCost
        ? 1
        : 0;
  }
  if (a.estimatedCost === null || b.estimatedCost === null) {
    return Number(a.estimatedCost === null) - Number(b.estimatedCost === null);
  }
  return a.estimatedCost - b.estimatedCost;
}

function combined(checks: readonly ProductCheck[], verdict: Verdict): Verdict {
  const outcomes = checks.map((check) => check.outcome);
  if (outcomes.includes(false)) return "not_eligible";
  return outcomes.includes(null) && verdict === "eligible" ? verdictOfTruth(null) : verdict;
}

function checksOf(
  content: ProductContent,
  need: MatchNeed,
  facts: Facts,
  { on, validFrom, validTo }: { on: Day; validFrom: Day | null; validTo: Day | null },
): ProductCheck[] {
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
