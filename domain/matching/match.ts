import { type LprPublication, lprPublication } from "@/domain/loans/lpr";
import type { ProductContent } from "@/domain/products/schema";
import { type Day, lastDayOf, type Month } from "@/domain/shared/calendar";
import { checksOf, fitOf, isLendable, type MatchNeed, type ProductCheck, demandOf } from "./checks";
import { truthAt, truthsOf } from "./columnar";
import { type Columns, columnsOf } from "./columns";
import type { Facts, Truth } from "./evaluate";
import { estimatedCost, type Price, priceOf } from "./price";
import type { Origins } from "./origin";
import { type Candidate, rankMatches, type Score, yardsticksOf } from "./rank";
import { type Judgement, judge, verdictOfTruth } from "./rules";
import type { Verdict } from "./verdict";
import { defaultWeights, type RankingWeights } from "./weights";

/** A product version on offer. */
type MatchableProduct = { id: string; content: ProductContent };

/** What became of past applications for a product by firms like this one. */
type ObservedNumbers = { daysMedian: number | null; share: number | null };

/** One product judged against an enterprise and its need, in its place. */
export type JudgedProduct = {
  productId: string;
  code: string;
  verdict: Verdict;
  /** In fen, null if the amount or term is not the product's to lend. */
  estimatedCost: number | null;
  /** Exact, for as many as are priced; null if not lendable or not (yet) priced. */
  price: Price | null;
  score: Score;
};

/** The same with what explains it. */
export type ProductMatch = JudgedProduct & { checks: ProductCheck[]; rules: Judgement };

/** How many of the best are priced to the fen; the rest are priced when they are looked at. */
const pricedExactly = 100;

/** Goes up with whatever changes a verdict, a price or an order that was already given out. */
export const matchingEngine = 2;

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
  /** The loan prime rate priced by; that in force on the day if absent. */
  lpr?: LprPublication;
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
  const { weights = defaultWeights, need, on, lpr = lprPublication(on) } = input;
  const judged = verdictsOf(input);
  const yardsticks = yardsticksOf(judged);
  const ranked = rankMatches(judged, weights, yardsticks);
  const priced = ranked.slice(0, pricedExactly).map(({ candidate }) => {
    const { content, cost } = candidate;
    const price = cost === null ? null : priceOf(content, need, on, lpr);
    return { ...candidate, price, cost: price?.totalCost ?? null };
  });
  // The first are in the order of their verdicts already, so that they only move among themselves.
  return [...rankMatches(priced, weights, yardsticks), ...ranked.slice(pricedExactly)].map(
    ({ candidate: { id, code, verdict, estimate, price }, score }) => ({
      productId: id,
      code,
      verdict,
      estimatedCost: estimate,
      price,
      score,
    }),
  );
}

/** What a judged product is shown with: why it is judged so, and its price where it had none yet. */
export function explain(
  judged: JudgedProduct,
  content: ProductContent,
  input: Omit<MatchInput, "products">,
): ProductMatch {
  const { facts, granted, month, need, on, lpr, origins } = input;
  return {
    ...judged,
    price: judged.price ?? (judged.estimatedCost === null ? null : priceOf(content, need, on, lpr)),
    checks: checksOf(content, demandOf(need, facts, on)),
    rules: judge(content.eligibility, facts, { month, granted, ...(origins && { origins }) }),
  };
}

/** A product on its way to its place; `cost` is the estimate until there is a price. */
type Judged = Candidate & {
  content: ProductContent;
  estimate: number | null;
  price: Price | null;
};

function verdictsOf(input: MatchInput): Judged[] {
  const { facts, need, on, month, products, observed, rules } = input;
  const { lpr = lprPublication(on) } = input;
  const truths = truthsOf(rules ?? compiledRules(products, month), facts);
  const demand = demandOf(need, facts, on);
  return products.map(({ id, content }, index) => {
    const seen = observed?.get(id);
    const estimate = isLendable(content, demand) ? estimatedCost(content, need, lpr) : null;
    return {
      id,
      code: content.code,
      content,
      verdict: verdictOfTruth(both(fitOf(content, demand), truthAt(truths, index))),
      estimate,
      cost: estimate,
      price: null,
      days: seen?.daysMedian ?? null,
      share: seen?.share ?? null,
    };
  });
}

const both = (one: Truth, other: Truth): Truth =>
  one === false || other === false ? false : one === null ? null : other;
