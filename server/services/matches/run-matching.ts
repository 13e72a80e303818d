import { and, eq, notInArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { matches, needs } from "@/db/schema";
import type { Price } from "@/domain/matching/price";
import type { MatchRunView, RunMatchingInput } from "@/domain/matching/views";
import { matchNeed } from "@/domain/needs/rules";
import { authorize } from "@/domain/policy";
import { Conflict } from "@/domain/shared/errors";
import { recordEvent } from "@/server/audit/record-event";
import type { ServiceContext } from "@/server/services/context";
import { judgeProducts, type Judged } from "@/server/services/matches/judge-products";
import { sealRun } from "@/server/services/matches/keep-run";
import { countsOf } from "@/server/services/matches/list-matches";
import { lastWeights } from "@/server/services/matches/queries";
import { getOwnNeed, lockOwnNeed } from "@/server/services/needs/queries";

/** A statement has at most 65,535 parameters. */
const rowsAtOnce = 1_000;
/** A key may be replaced between sealing and storing. */
const mostAttempts = 3;
const askedFor = ["amount", "termMonths", "repayment", "guarantee"] as const;
/** Beyond this a rate is no number the table holds; it is shown as it is. */
const highestStored = 1_000;

/**
 * Judges every product for a need and keeps the verdicts, and the run so that it can be replayed:
 * versions, weights and hashes in the open, what it rested on sealed.
 */
export async function runMatching(
  context: ServiceContext<"sme">,
  { needId, weights: chosen }: RunMatchingInput,
): Promise<MatchRunView> {
  const { db, actor } = context;
  const enterpriseId = actor.organizationId;
  authorize(actor, "match.run", { enterpriseId });
  const { asked, weights } = await db.transaction(async (tx) => ({
    asked: await getOwnNeed(tx, enterpriseId, needId),
    weights: chosen ?? (await lastWeights(tx, needId)),
  }));
  matchNeed(asked);

  // The gate commits its own lines: it is read before the transaction, not in it.
  const judged = await judgeProducts(context, asked, weights);
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const { runId, keep } = await sealRun(context, needId, judged);
    const isKept = await db.transaction(async (tx) => {
      const need = await lockOwnNeed(tx, enterpriseId, needId);
      const change = matchNeed(need);
      // What was judged is what is wanted, or nothing is stored.
      if (askedFor.some((field) => need[field] !== asked[field]))
        throw new Conflict("need_changed");
      if (!(await keep(tx))) return false;
      await storeVerdicts(tx, context, needId, judged);
      await tx.update(needs).set(change).where(eq(needs.id, needId));
      await recordEvent(tx, context, "need.matched", needId, { enterpriseId });
      return true;
    });
    const { eligible, unknown, not_eligible: notEligible } = countsOf(judged.ranked);
    if (isKept) return { needId, runId, eligible, unknown, notEligible };
  }
  throw new Conflict("key_retired");
}

function storable(price: Price | null): string | null {
  if (price?.annualRate.kind !== "rate") return null;
  const { rate } = price.annualRate;
  return Number(rate) < highestStored ? rate : null;
}

async function storeVerdicts(
  tx: Transaction,
  { actor, now }: ServiceContext<"sme">,
  needId: string,
  { input, ranked }: Judged,
) {
  const versions = new Map(input.products.map(({ id, version }) => [id, version]));
  const rows = ranked.map(({ productId, verdict, price }, index) => ({
    needId,
    productId,
    productVersion: versions.get(productId) ?? 1,
    enterpriseId: actor.organizationId,
    verdict,
    rank: index + 1,
    annualRate: storable(price),
    totalCost: price?.totalCost ?? null,
    at: now,
  }));
  const kept = rows.map(({ productId }) => productId);
  const isGone = kept.length > 0 ? notInArray(matches.productId, kept) : undefined;
  await tx.delete(matches).where(and(eq(matches.needId, needId), isGone));
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await tx
      .insert(matches)
      .values(rows.slice(from, from + rowsAtOnce))
      .onConflictDoUpdate({
        target: [matches.needId, matches.productId],
        set: {
          productVersion: sql`excluded.product_version`,
          verdict: sql`excluded.verdict`,
          rank: sql`excluded.rank`,
          annualRate: sql`excluded.annual_rate`,
          totalCost: sql`excluded.total_cost`,
          at: now,
        },
      });
}
