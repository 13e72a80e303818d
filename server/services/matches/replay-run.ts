import { sql } from "drizzle-orm";
import type { PersonaDatabase } from "@/db/client";
import { explain, judgeAll, matchingEngine } from "@/domain/matching/match";
import { matchSentences } from "@/domain/matching/sentences";
import { restoredInput } from "@/domain/matching/snapshot";
import type { ReplayView, RunIdInput } from "@/domain/matching/views";
import { verdicts } from "@/domain/matching/verdict";
import { authorize } from "@/domain/policy";
import type { ProductContent } from "@/domain/products/schema";
import type { ServiceContext } from "@/server/services/context";
import { openRun } from "@/server/services/matches/open-run";
import { bankNames } from "@/server/services/matches/products-on-offer";
import { getOwnRun, runView } from "@/server/services/matches/queries";
import { hashOfInputs, hashOfResult } from "@/server/services/matches/run-hashes";

/** Of each verdict; the hash is over all of them. */
const mostShown = 50;

/**
 * Judges a run again: the product versions of then, the inputs of then, the rules of judging of now.
 * Says whether inputs and result are what was kept, and if not, which is not.
 */
export async function replayRun(
  { db, actor }: ServiceContext<"sme">,
  { runId }: RunIdInput,
): Promise<ReplayView> {
  const enterpriseId = actor.organizationId;
  authorize(actor, "match.run", { enterpriseId });
  const run = await db.transaction((tx) => getOwnRun(tx, enterpriseId, runId));
  const said = {
    run: runView(run),
    isSame: false,
    engine: matchingEngine,
    isEngineChanged: run.engine !== matchingEngine,
    inputsHash: null,
    resultHash: null,
    results: [],
  };
  const inputs = await openRun(db, run);
  if (typeof inputs === "string") return { ...said, outcome: inputs };

  const inputsHash = hashOfInputs(inputs);
  const products = await productsOf(db, runId);
  const input = { ...restoredInput(inputs), products };
  const ranked = judgeAll(input);
  const resultHash = hashOfResult(ranked, products);
  const outcome = !inputsHash.equals(run.inputsHash)
    ? "inputs_differ"
    : resultHash.equals(run.resultHash)
      ? "same"
      : "result_differs";
  const byId = new Map(products.map((product) => [product.id, product]));
  const places = ranked.map((one, index) => ({ one, rank: index + 1 }));
  const shown = verdicts.flatMap((verdict) =>
    places.filter(({ one }) => one.verdict === verdict).slice(0, mostShown),
  );
  return {
    ...said,
    outcome,
    isSame: outcome === "same",
    inputsHash: inputsHash.toString("hex"),
    resultHash: resultHash.toString("hex"),
    results: shown.flatMap(({ one, rank }) => {
      const product = byId.get(one.productId);
      if (!product) return [];
      const { price } = one;
      const { reasons, settling } = matchSentences(explain(one, product.content, input), input);
      return {
        rank,
        productId: product.id,
        version: product.version,
        bank: product.bank,
        name: product.content.name,
        verdict: one.verdict,
        annualRate: price?.annualRate.kind === "rate" ? price.annualRate.rate : null,
        totalCost: price?.totalCost ?? null,
        reason: reasons[0] ?? settling,
      };
    }),
  };
}

type Row = { id: string; version: number; bank_id: string; content: ProductContent };

/** The versions that were judged, whether they are still on offer or not. */
async function productsOf(db: PersonaDatabase, runId: string) {
  return db.transaction(async (tx) => {
    const names = await bankNames(tx);
    const { rows } = await tx.execute<Row>(
      sql`select id, version, bank_id, content from gate.match_run_products(${db.token}, ${runId}::uuid)`,
    );
    return rows.flatMap(({ bank_id, ...product }) => {
      const bank = names.get(bank_id);
      return bank ? [{ ...product, bank }] : [];
    });
  });
}
