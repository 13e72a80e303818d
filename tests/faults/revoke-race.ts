import { Client } from "pg";
import type { Scratch } from "@/scripts/scratch-cluster";
import type { Fault, FaultContext, FaultCounts } from "./frame/fault";
import { asItStands, controls } from "./revoke-race/controls";
import { race, type RaceCounts } from "./revoke-race/race";

const wrong = (counts: RaceCounts) =>
  counts.readsAfterAck +
  counts.rowsInHandAfterAck +
  counts.usedAfterEnd +
  counts.ledgerGaps +
  counts.brokenLinks +
  counts.unrecorded +
  counts.unexpected;

/** Once a revocation is acknowledged no read is served; and the race notices gates that break this. */
async function run({ scratch, rounds = 250, say }: FaultContext): Promise<FaultCounts> {
  const counts = await race(scratch, rounds);
  say(`the gate: ${JSON.stringify(counts)}`);
  const caught: Record<string, number> = {};
  for (const [name, mutant] of Object.entries(controls)) {
    await install(scratch, mutant());
    const found = await race(scratch, Math.max(rounds, 250), leaks);
    say(`${name}: ${JSON.stringify(found)}`);
    caught[`${name}Caught`] = leaks(found) ? 1 : 0;
  }
  await install(scratch, asItStands());
  const uncaught = Object.values(caught).filter((one) => one === 0).length;
  return { ...counts, ...caught, failures: wrong(counts) + uncaught };
}

const leaks = ({ readsAfterAck, rowsInHandAfterAck }: RaceCounts) =>
  readsAfterAck + rowsInHandAfterAck > 0;

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
