import type { MatchListView } from "@/domain/matching/views";
import { needCan } from "@/domain/needs/lifecycle";
import type { NeedIdInput } from "@/domain/needs/schema";
import { authorize } from "@/domain/policy";
import { Conflict } from "@/domain/shared/errors";
import type { ServiceContext } from "@/server/services/context";
import { judgeProducts } from "@/server/services/matches/judge-products";
import { getOwnNeed } from "@/server/services/needs/queries";

/**
 * The products for an open need with every reason. Reasons hold values, and values are never kept:
 * each look judges anew, and the read under the matching consent stands in the ledger.
 */
export async function listMatches(
  context: ServiceContext<"sme">,
  { needId }: NeedIdInput,
): Promise<MatchListView> {
  const enterpriseId = context.actor.organizationId;
  authorize(context.actor, "match.run", { enterpriseId });
  const need = await context.db.transaction((tx) => getOwnNeed(tx, enterpriseId, needId));
  if (!needCan("match", need)) throw new Conflict("need_not_open");
  return judgeProducts(context, need);
}
