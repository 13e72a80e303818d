import { MatchListInput, type MatchListView } from "@/domain/matching/views";
import { type Verdict, verdicts } from "@/domain/matching/verdict";
import { needCan } from "@/domain/needs/lifecycle";
import { authorize } from "@/domain/policy";
import { Conflict } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { judgeProducts, type Judged } from "@/server/services/matches/judge-products";
import { lastWeights } from "@/server/services/matches/queries";
import { viewMatch } from "@/server/services/matches/view-match";
import { getOwnNeed } from "@/server/services/needs/queries";

/**
 * The products for an open need: all are judged and ranked, a part of each verdict is explained.
 * Reasons hold values, and values are never kept: each look judges anew, and the read under the
 * matching consent stands in the ledger.
 */
export async function listMatches(
  context: ServiceContext<"sme">,
  asked: MatchListInput,
): Promise<MatchListView> {
  const { needId, weights: chosen, verdict, from, take, compare } = MatchListInput.parse(asked);
  const enterpriseId = context.actor.organizationId;
  authorize(context.actor, "match.run", { enterpriseId });
  const { need, weights } = await context.db.transaction(async (tx) => ({
    need: await getOwnNeed(tx, enterpriseId, needId),
    weights: chosen ?? (await lastWeights(tx, needId)),
  }));
  if (!needCan("match", need)) throw new Conflict("need_not_open");

  const judged = await judgeProducts(context, need, weights);
  const shown = verdict ? [verdict] : verdicts;
  const places = judged.ranked.map((one, index) => ({ one, rank: index + 1 }));
  const part = shown.flatMap((each) =>
    places.filter(({ one }) => one.verdict === each).slice(from, from + take),
  );
  const view = viewer(judged);
  return {
    need,
    weights,
    counts: countsOf(judged.ranked),
    matches: part.flatMap(view),
    compared: places.filter(({ one }) => compare.includes(one.productId)).flatMap(view),
    consent: judged.consent,
    withheld: judged.withheld,
    month: judged.input.month,
  };
}

function viewer(judged: Judged) {
  const products = new Map(judged.input.products.map((product) => [product.id, product]));
  return ({ one, rank }: { one: Judged["ranked"][number]; rank: number }) => {
    const product = products.get(one.productId);
    return product ? [viewMatch(judged, one, product, rank)] : [];
  };
}

/** How many products of each verdict. */
export function countsOf(judged: readonly { verdict: Verdict }[]): Record<Verdict, number> {
  const counts = { eligible: 0, unknown: 0, not_eligible: 0 };
  for (const { verdict } of judged) counts[verdict] += 1;
  return counts;
}
