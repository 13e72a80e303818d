import { expect, test } from "vitest";
import { runFault } from "./frame/run-fault";
import { fault } from "./tamper";
import { kinds } from "./tamper/kinds";

test("no tampering goes unseen under a checkpoint kept elsewhere, while it does without", async () => {
  const n = Object.keys(kinds).length * 3;
  const counts = await runFault(fault, { n });
  expect(counts).toMatchObject({
    n,
    detected: n,
    undetectedUnderCheckpoint: 0,
    rollbacks: 6,
    rollbacksSeenByWitness: 6,
    rollbacksSeenByChains: 0,
    rollbacksSeenByOwnWord: 0,
    honestCheckpointsRefused: 0,
    trueProofsRefused: 0,
    falseProofsAccepted: 0,
    failures: 0,
  });
  expect(counts["undetectedByChains"]).toBeGreaterThan(n / 4);
  expect(counts["undetectedByOwnWord"]).toBeGreaterThan(0);
});
