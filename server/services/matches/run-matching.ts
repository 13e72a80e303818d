import { and, eq, notInArray, sql } from "drizzle-orm";
import { matches, needs } from "@/db/schema";
import { matchNeed } from "@/domain/needs/rules";
import type { NeedIdInput } from "@/domain/needs/schema";
import { authorize } from "@/domain/policy";
import { recordEvent } from "@/server/audit/record-event";
import type { ServiceContext } from "@/server/services/context";
import { judgeProducts } from "@/server/services/matches/judge-products";
import { getOwnNeed, lockOwnNeed } from "@/server/services/needs/queries";

/** Judges every product for a need and keeps the verdicts, never the values they rest on. */
export async function runMatching(context: ServiceContext<"sme">, { needId }: NeedIdInput) {
  const { db, actor, now } = context;
  const enterpriseId = actor.organizationId;
  authorize(actor, "match.run", { enterpriseId });
  const asked = await db.transaction((tx) => getOwnNeed(tx, enterpriseId, needId));
  matchNeed(asked);

  // The gate commits its own lines: it is read before the transaction, not in it.
  const judged = await judgeProducts(context, asked);
  const rows = judged.matches.map((match, index) => ({
    needId,
    productId: match.id,
    productVersion: match.version,
    enterpriseId,
    verdict: match.verdict,
    rank: index + 1,
    annualRate: match.price?.annualTo ?? null,
    totalCost: match.price?.totalCost ?? null,
    at: now,
  }));

  await db.transaction(async (tx) => {
    const need = await lockOwnNeed(tx, enterpriseId, needId);
    const change = matchNeed(need);
    const kept = rows.map(({ productId }) => productId);
    await tx
      .delete(matches)
      .where(
        and(
          eq(matches.needId, needId),
          kept.length > 0 ? notInArray(matches.productId, kept) : undefined,
        ),
      );
    if (rows.length > 0)
      await tx
        .insert(matches)
        .values(rows)
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
    await tx.update(needs).set(change).where(eq(needs.id, needId));
    await recordEvent(tx, context, "need.matched", needId, { enterpriseId });
  });

  const countOf = (verdict: (typeof rows)[number]["verdict"]) =>
    rows.filter((row) => row.verdict === verdict).length;
  return {
    needId,
    eligible: countOf("eligible"),
    unknown: countOf("unknown"),
    notEligible: countOf("not_eligible"),
  };
}
