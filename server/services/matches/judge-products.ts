import { matchProducts, type ProductCheck, type ProductMatch } from "@/domain/matching/match";
import type { Facts } from "@/domain/matching/evaluate";
import { conditionOutcomes } from "@/domain/matching/rules";
import { checkSentence, conditionSentence, matchSentences } from "@/domain/matching/sentences";
import type { MatchListView, MatchView } from "@/domain/matching/views";
import type { NeedView } from "@/domain/needs/schema";
import { priceRangeOf } from "@/domain/products/price";
import { shanghaiDay, type Day } from "@/domain/shared/calendar";
import type { ServiceContext } from "@/server/services/context";
import { readMatchingFacts } from "@/server/services/matches/read-matching-facts";
import { listPublishedProducts, type PublishedProduct } from "@/server/services/products/queries";

/** Judges every product on offer for one need, on what may be known at this moment. */
export async function judgeProducts(
  context: ServiceContext<"sme">,
  need: NeedView,
): Promise<MatchListView> {
  const { facts, consent, withheld, month } = await readMatchingFacts(context);
  const published = await context.db.transaction(listPublishedProducts);
  const on = shanghaiDay(context.now);
  const asked = {
    amount: need.amount,
    months: need.termMonths,
    repaymentKind: need.repayment,
    guarantees: need.guarantee ? [need.guarantee] : [],
  };
  const judged = matchProducts({
    facts,
    granted: new Set(withheld ? [] : consent?.scopes),
    need: asked,
    products: published,
    on,
    month,
  });
  const products = new Map(published.map((product) => [product.id, product]));
  return {
    need,
    matches: judged.flatMap((match) => {
      const product = products.get(match.productId);
      return product ? [viewOf(product, match, { facts, asked, on })] : [];
    }),
    consent,
    withheld,
    month,
  };
}

function viewOf(
  product: PublishedProduct,
  match: ProductMatch,
  { facts, asked, on }: { facts: Facts; asked: Parameters<typeof priceRangeOf>[1]; on: Day },
): MatchView {
  const { price, checks, rules } = match;
  return {
    ...product,
    verdict: match.verdict,
    price: price && priceView(price, priceRangeOf(product.content, asked, on)),
    ...matchSentences(match),
    settlingItems: itemsOf(match.verdict === "unknown" ? rules.settling : null),
    checklist: [
      ...checks.filter(isAsked).map((check) => ({
        outcome: outcomeOf(check.outcome),
        sentence: checkSentence(check),
      })),
      ...conditionOutcomes(product.content.eligibility, facts).map((condition) => ({
        outcome: outcomeOf(
          condition.outcome === null ? null : condition.outcome === condition.wanted,
        ),
        sentence: conditionSentence(condition),
      })),
    ],
  };
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
