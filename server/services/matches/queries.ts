import { and, desc, eq, type SQL } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { matchRuns } from "@/db/schema";
import type { RunView } from "@/domain/matching/views";
import { defaultWeights, type RankingWeights } from "@/domain/matching/weights";
import { NotFound } from "@/domain/shared/errors";

export type StoredRun = typeof matchRuns.$inferSelect;

/** What the last run of a need was ranked by; by cost alone before the first. */
export async function lastWeights(tx: Transaction, needId: string): Promise<RankingWeights> {
  const [run] = await storedRuns(tx, eq(matchRuns.needId, needId)).limit(1);
  return run?.weights ?? defaultWeights;
}

/** A run of the enterprise's own; another's does not exist. */
export async function getOwnRun(
  tx: Transaction,
  enterpriseId: string,
  runId: string,
): Promise<StoredRun> {
  const own = and(eq(matchRuns.id, runId), eq(matchRuns.enterpriseId, enterpriseId));
  const [run] = await storedRuns(tx, own);
  if (!run) throw new NotFound("match_run");
  return run;
}

/** The newest first. */
export const storedRuns = (tx: Transaction, which: SQL | undefined) =>
  tx.select().from(matchRuns).where(which).orderBy(desc(matchRuns.at), desc(matchRuns.id));

export function runView(run: StoredRun): RunView {
  const { id, needId, at, on, month, amount, termMonths, weights, engine, consentId } = run;
  return {
    id,
    needId,
    at,
    on,
    month,
    amount,
    termMonths,
    weights,
    engine,
    counts: { eligible: run.eligible, unknown: run.unknown, not_eligible: run.notEligible },
    readUnderConsent: consentId !== null,
    inputsHash: run.inputsHash.toString("hex"),
    resultHash: run.resultHash.toString("hex"),
  };
}
