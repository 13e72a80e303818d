import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { matchingEngine } from "@/domain/matching/match";
import { runInputs } from "@/domain/matching/snapshot";
import { Conflict } from "@/domain/shared/errors";
import { sealFor } from "@/server/connectors/sealing";
import type { ServiceContext } from "@/server/services/context";
import type { Judged } from "@/server/services/matches/judge-products";
import { countsOf } from "@/server/services/matches/list-matches";
import { hashOfInputs, hashOfResult, inputsAddress } from "@/server/services/matches/run-hashes";

/**
 * Seals what a run rests on, and gives what writes it down within the caller's transaction: false
 * when the key was replaced between the two, and it has to be sealed again. The writing comes before
 * anything else that is stored: it waits for, and refuses after, the end of the consent read under.
 */
export async function sealRun(
  { db, actor }: ServiceContext<"sme">,
  needId: string,
  judged: Judged,
) {
  const { input, ranked, consent, withheld } = judged;
  const run = { id: randomUUID(), enterpriseId: actor.organizationId, on: input.on };
  const inputs = runInputs(input, randomBytes(16).toString("hex"));
  const sealed = await sealFor(db, run.enterpriseId, "indicator", inputsAddress(run), inputs);
  const versions = new Map(input.products.map(({ id, version }) => [id, version]));
  const judgedVersions = ranked.map(({ productId: id }) => ({ id, version: versions.get(id) }));
  const counts = countsOf(ranked);
  const consentId = withheld ? null : (consent?.id ?? null);

  const keep = async (tx: Transaction): Promise<boolean> => {
    const { rows } = await tx.execute<{ refusal: string | null }>(
      sql`select refusal from gate.match_run_keep(${db.token}, ${run.id}::uuid, ${needId}::uuid, ${consentId}::uuid,
        ${matchingEngine}, ${run.on}::date, ${input.month}, ${JSON.stringify(input.weights)}::jsonb, ${JSON.stringify(judgedVersions)}::jsonb,
        ${hashOfInputs(inputs)}::bytea, ${hashOfResult(ranked, input.products)}::bytea,
        ${counts.eligible}, ${counts.unknown}, ${counts.not_eligible},
        ${sealed.keyId}::uuid, ${sealed.suite}::smallint, ${sealed.body}::bytea)`,
    );
    const refusal = rows[0]?.refusal ?? null;
    if (refusal === "KEY_RETIRED") return false;
    if (refusal) throw new Conflict(refusal.toLowerCase());
    return true;
  };
  return { runId: run.id, keep };
}
