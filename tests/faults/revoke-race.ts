import { Client } from "pg";
import type { Scratch } from "@/scripts/scratch-cluster";
import type { Fault, FaultContext, FaultCounts } from "./frame/fault";
import { asItStands, controls } from "./revoke-race/controls";
import { race, type RaceCounts } from "./revoke-race/race";

const wrong = (counts: RaceCounts) =>
  counts.readsAfterAck +
  counts.rowsInHandAfterAck +
  counts.readsAfterExpiry +
  counts.usedAfterEnd +
  counts.ledgerGaps +
  counts.brokenLinks +
  counts.unrecorded +
  counts.unexpected;

/** A control is raced until it is caught for sure, and so long that its counts say something. */
const controlRounds = 40;
const leaks = ({ readsAfterAck, rowsInHandAfterAck, readsAfterExpiry }: RaceCounts) =>
  readsAfterAck + rowsInHandAfterAck + readsAfterExpiry;

/** Once a revocation is acknowledged no read is served; and the race notices gates that break this. */
async function run({ scratch, rounds = 250, say }: FaultContext): Promise<FaultCounts> {
  const counts = await race(scratch, rounds);
  say(`the gate: ${JSON.stringify(counts)}`);
  const controlled: Record<string, number> = {};
  let uncaught = 0;
  for (const [name, mutant] of Object.entries(controls)) {
    await install(scratch, mutant());
    const found = await race(
      scratch,
      Math.max(rounds, 250),
      (sofar) => sofar.rounds >= controlRounds && leaks(sofar) > 0,
    );
    say(`${name}: ${JSON.stringify(found)}`);
    controlled[`${name}Leaks`] = leaks(found);
    controlled[`${name}Rounds`] = found.rounds;
    if (leaks(found) === 0) uncaught += 1;
  }
  await install(scratch, asItStands());
  return { ...counts, ...controlled, uncaught, failures: wrong(counts) + uncaught };
}

async function install({ databaseUrl }: Scratch, text: string) {
  const migrator = new Client({ connectionString: databaseUrl });
  await migrator.connect();
  try {
    await migrator.query(`begin; ${text}; commit`);
  } finally {
    await migrator.end();
  }
}

export const fault: Fault = { name: "revoke-race", durable: false, run };
