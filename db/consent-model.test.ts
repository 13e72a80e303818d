import { createHash } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { entries } from "@/db/schema";
import { verifyChain } from "@/domain/ledger/entry";
import { opening } from "@/tests/consent-model/life";
import { planted } from "@/tests/consent-model/planted";
import { effective, endLife, makeWorld } from "@/tests/consent-model/world";
import { step } from "@/tests/consent-steps";
import { admin as adminView, poolOf } from "@/tests/database";
import { mutateGate, restoreGate } from "@/tests/mutate-gate";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
/** More lives than usual, and others: XYD_MODEL_RUNS=2000 XYD_MODEL_SEED=7. */
const lives = Number(process.env["XYD_MODEL_RUNS"] ?? 220);
/** The same lives in every run, so that what must be met is. */
const seed = Number(process.env["XYD_MODEL_SEED"] ?? 25);

/** Runs random lives of consents against the database; rejects at the first answer that differs. */
async function runModel(numRuns: number) {
  const seen = new Map<unknown, number>();
  let commands = 0;
  let fewest = Infinity;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 25, maxLength: 60, size: "max" }),
      async (steps) => {
        const world = await makeWorld();
        let done = 0;
        for (const take of [...opening, ...steps]) {
          const { got, expected } = await take(world);
          expect(got).toEqual(expected);
          seen.set(expected, (seen.get(expected) ?? 0) + 1);
          done += 1;
        }
        expect(done).toBeGreaterThanOrEqual(25);
        commands += done;
        fewest = Math.min(fewest, done);
        const { id } = world.enterprise;
        const { rows: stored } = await poolOf("admin").query<{ id: string; status: string }>(
          `select id, gate.consent_effective_status(consents, clock_timestamp()) as status
           from app.consents where enterprise_id = $1`,
          [id],
        );
        expect(new Map(stored.map((row) => [row.id, row.status]))).toEqual(
          new Map(world.consents.map((consent) => [consent.id, effective(consent)])),
        );
        const chain = await adminView()
          .select()
          .from(entries)
          .where(eq(entries.chain, id))
          .orderBy(asc(entries.seq));
        expect(await verifyChain(id, chain, sha256)).toEqual({
          isWhole: true,
          entries: world.lines,
        });
        await endLife(world);
      },
    ),
    { numRuns, seed, endOnFailure: true },
  );
  return { seen, commands, fewest };
}

test("whatever happens to consents, the gate answers as the model does, and writes it down", async () => {
  const { seen, commands, fewest } = await runModel(lives);
  console.log(JSON.stringify({ model: "consents", lives, commands, fewest, answers: seen.size }));
  expect(fewest).toBeGreaterThanOrEqual(25);
  expect(commands).toBeGreaterThanOrEqual(Math.min(7_000, 40 * lives));
  // A model that never meets a case says nothing of it.
  const unmet = [
    1,
    2,
    3,
    "NO_SUCH_CONSENT",
    "APPLICATION_MISMATCH",
    "APPLICATION_CLOSED",
    "PURPOSE_MISMATCH",
    "CONSENT_REQUESTED",
    "CONSENT_AWAITING_COSIGN",
    "CONSENT_REJECTED",
    "CONSENT_CANCELLED",
    "CONSENT_LAPSED",
    "CONSENT_PAUSED",
    "CONSENT_EXPIRED",
    "CONSENT_CONSUMED",
    "CONSENT_REVOKED",
    "CONSENT_RELINQUISHED",
    "CONSENT_TERMINATED",
    "CONSENT_SUPERSEDED",
    "ITEM_NOT_COVERED",
    "PERIOD_NOT_COVERED",
    "QUOTA_EXHAUSTED",
    "TICKET_USED",
    "ARTEFACT_CHANGED",
    "SAME_SIGNER",
    "SIGNER_FORBIDDEN",
    "SUPERVISOR_ONLY",
    "REASON_REQUIRED",
    "WOULD_WIDEN",
    "READS_MALFORMED",
    "NOTHING_LEFT",
    "ANSWER_CHANGED",
  ].filter((answer) => !seen.has(answer));
  expect(unmet).toEqual([]);
  // Some ten thousand questions, one after the other: a life's announcement is about every consent there is.
}, 600_000);

test.each(planted)(
  "the model notices: %s",
  async (name, file, from, to) => {
    await mutateGate(poolOf("migrator"), file, from, to);
    const startedAt = Date.now();
    try {
      // Ends at the first difference: the many lives are for what is seldom met.
      await expect(runModel(600)).rejects.toThrow(/Property failed/);
      console.log(JSON.stringify({ planted: name, caughtAfterMs: Date.now() - startedAt }));
    } finally {
      await restoreGate(poolOf("migrator"));
    }
  },
  240_000,
);
