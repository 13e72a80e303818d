import { expect, test } from "vitest";
import { runFault } from "./frame/run-fault";
import { fault } from "./revoke-race";

test("after an acknowledged revocation nothing is served, and a gate that leaks is noticed", async () => {
  const counts = await runFault(fault, { rounds: 250 });
  expect(counts).toMatchObject({
    rounds: 250,
    readsAfterAck: 0,
    rowsInHandAfterAck: 0,
    usedAfterEnd: 0,
    ledgerGaps: 0,
    brokenLinks: 0,
    unrecorded: 0,
    unexpected: 0,
    stableTakeCaught: 1,
    oneStatementCaught: 1,
    noLockCaught: 1,
    failures: 0,
  });
  expect(counts["served"]).toBeGreaterThan(1_000);
});
