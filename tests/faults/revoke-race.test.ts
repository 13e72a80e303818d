import { expect, test } from "vitest";
import { runFault } from "./frame/run-fault";
import { fault } from "./revoke-race";
import { controls } from "./revoke-race/controls";

test("after an acknowledged revocation nothing is served, and a gate that leaks is noticed", async () => {
  const counts = await runFault(fault, { rounds: 250 });
  expect(counts).toMatchObject({
    rounds: 250,
    expiries: 25,
    readsAfterAck: 0,
    rowsInHandAfterAck: 0,
    readsAfterExpiry: 0,
    usedAfterEnd: 0,
    ledgerGaps: 0,
    brokenLinks: 0,
    unrecorded: 0,
    unexpected: 0,
    uncaught: 0,
    failures: 0,
  });
  console.log(JSON.stringify({ fault: fault.name, ...counts }));
  expect(Object.keys(controls).filter((control) => !counts[`${control}Leaks`])).toEqual([]);
  expect(counts["served"]).toBeGreaterThan(1_000);
  // Four hundred rounds of ten processes: how long they take is the machine's affair.
}, 900_000);
