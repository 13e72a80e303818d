import { explain, type JudgedProduct, type ProductMatch } from "@/domain/matching/match";
import { conditionOutcomes } from "@/domain/matching/rules";
import {
  changeSentence,
  checkSentence,
  conditionSentence,
  matchSentences,
  needChangeSentence,
} from "@/domain/matching/sentences";
import type { MatchView } from "@/domain/matching/views";
import { changeOfNeed } from "@/domain/matching/way-in";
import { priceRangeOf } from "@/domain/products/price";
import type { ProductCheck } from "@/domain/matching/checks";
import type { Judged } from "@/server/services/matches/judge-products";
import type { PublishedProduct } from "@/server/services/products/queries";

/** One judged product as the firm sees it, explained and priced. */
export function viewMatch(
  { input, observed }: Judged,
  judged: JudgedProduct,
  product: PublishedProduct,
  rank: number,
): MatchView {
  const { month, need, on } = input;
  const match = explain(judged, product.content, input);
  const { price, checks, rules, score, verdict } = match;
  const conditions = conditionOutcomes(product.content.eligibility, input.facts, input);
  const isDisputed = conditions.some((one) => one.outcome === null && one.isDisputed);
  const settling = new Set<string>(verdict === "unknown" ? rules.settling : null);
  return {
    ...product,
    verdict,
    rank,
    score,
    observed: observed.get(product.id) ?? null,
    price: price && priceView(price, priceRangeOf(product.content, need, on)),
    ...matchSentences(match, { month, isDisputed }),
    settlingItems: itemsOf(verdict === "unknown" ? rules.settling : null),
    checklist: [
      ...checks.filter(isAsked).map((check) => ({
        ...unsourced,
        outcome: outcomeOf(check.outcome),
        sentence: checkSentence(check),
        change: check.outcome === false ? needSentenceOf(check) : null,
      })),
      ...conditions.map(({ asOf, coverage, change, ...condition }) => ({
        outcome: outcomeOf(
          condition.outcome === null ? null : condition.outcome === condition.wanted,
        ),
        sentence: conditionSentence(condition),
        asOf,
        coverage,
        isDisputed: condition.isDisputed,
        change: change && changeSentence(change),
        settledBy:
          condition.outcome === null && condition.scope !== null && settling.has(condition.scope)
            ? condition.item
            : null,
      })),
    ],
  };
}

/** What is asked of the need rests on no source. */
const unsourced = { asOf: null, coverage: null, isDisputed: false, settledBy: null };

function needSentenceOf(check: ProductCheck) {
  const change = changeOfNeed(check);
  return change && needChangeSentence(change);
}

/** A check that nobody asked for is no condition: any region, any guarantee, no end of validity. */
function isAsked(check: ProductCheck): boolean {
  if (check.check === "region") return check.regions.length > 0;
  if (check.check === "guarantee") return check.accepted.length > 0;
  if (check.check === "validity") return check.from !== null || check.to !== null;
  return true;
}

function priceView(
  price: NonNullable<ProductMatch["price"]>,
  range: ReturnType<typeof priceRangeOf>,
): MatchView["price"] {
  const { nominal: _, annualRate: __, ...shown } = price;
  return {
    ...shown,
    annualFrom: range.lowest.annualRate,
    annualTo: range.highest.annualRate,
  };
}

type Outcome = MatchView["checklist"][number]["outcome"];

function outcomeOf(truth: boolean | null): Outcome {
  if (truth === null) return "unknown";
  return truth ? "met" : "failed";
}

/** `tax_declarations:indicator` is asked of the enterprise as its item. */
const itemsOf = (scopes: readonly string[] | null) => [
  ...new Set((scopes ?? []).map((scope) => scope.slice(0, scope.indexOf(":")))),
];
