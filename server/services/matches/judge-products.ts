import { judgeAll, type JudgedProduct, type MatchInput } from "@/domain/matching/match";
import type { Observed } from "@/domain/matching/observed";
import type { MatchListView } from "@/domain/matching/views";
import type { RankingWeights } from "@/domain/matching/weights";
import { sizeClasses } from "@/domain/enterprises/size";
import type { NeedView } from "@/domain/needs/schema";
import { shanghaiDay } from "@/domain/shared/calendar";
import type { ServiceContext } from "@/server/services/context";
import { productsOnOffer, rulesOf } from "@/server/services/matches/products-on-offer";
import { readMatchingFacts } from "@/server/services/matches/read-matching-facts";
import { readObserved } from "@/server/services/observations/read-observed";
import type { PublishedProduct } from "@/server/services/products/queries";

/** All products in their order, with what they were judged from. */
export type Judged = {
  input: Omit<MatchInput, "products" | "weights"> & {
    weights: RankingWeights;
    products: readonly PublishedProduct[];
  };
  ranked: JudgedProduct[];
  observed: ReadonlyMap<string, Observed>;
  consent: MatchListView["consent"];
  withheld: string | null;
};

/** Judges and ranks every product on offer for one need, on what may be known at this moment. */
export async function judgeProducts(
  context: ServiceContext<"sme">,
  need: NeedView,
  weights: RankingWeights,
): Promise<Judged> {
  const { facts, origins, consent, withheld, month } = await readMatchingFacts(context);
  const { products, observed } = await context.db.transaction(async (tx) => {
    const onOffer = await productsOnOffer(tx);
    const firm = {
      industrySection: textOf(facts.get("industry_section")),
      size: sizeClasses.find((size) => size === facts.get("size_class")) ?? null,
    };
    const productIds = onOffer.map(({ id }) => id);
    return { products: onOffer, observed: await readObserved(tx, { productIds, ...firm }) };
  });
  const input = {
    facts,
    origins,
    granted: new Set<string>(withheld ? [] : consent?.scopes),
    need: {
      amount: need.amount,
      months: need.termMonths,
      repaymentKind: need.repayment,
      guarantees: need.guarantee ? [need.guarantee] : [],
    },
    products,
    rules: rulesOf(products, month),
    on: shanghaiDay(context.now),
    month,
    weights,
    observed: new Map([...observed].map(([id, seen]) => [id, numbersOf(seen)])),
  };
  return { input, ranked: judgeAll(input), observed, consent, withheld };
}

const textOf = (value: unknown) => (typeof value === "string" ? value : null);

/** Nothing decided is no share of nothing. */
const numbersOf = ({ decided, share, daysMedian }: Observed) => ({
  daysMedian,
  share: decided > 0 ? share : null,
});
