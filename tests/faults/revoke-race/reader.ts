import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "pg";
import { open, take, type Question } from "@/tests/gate-calls";

/**
 * One app process of the race: some readers that autocommit, some that hold their transaction open
 * over the rows. Times are the machine's monotonic clock, which all processes share.
 */
export type Order = { round: number; question: Question } | { stop: true };
type ReadRecord = {
  isHeld: boolean;
  /** When the request for the ticket, and the one for the rows, were sent. */
  openedAt: number;
  takenAt: number;
  /** While these rows were in hand the transaction was still open, for those that hold it. */
  rows: number;
  stillOpenAt: number;
  refusal: string | null;
};
export type Report = { round: number; reads: ReadRecord[]; unexpected: string[] };

const [url = "", readers = "4"] = process.argv.slice(2);
const pool = new Pool({ connectionString: url, max: Number(readers) });
pool.on("error", () => {}).on("connect", (client) => client.on("error", () => {}));

/** Microseconds. */
const clock = () => Number(process.hrtime.bigint() / 1000n);

async function readOnce(question: Question, isHeld: boolean): Promise<ReadRecord> {
  const client = await pool.connect();
  try {
    const openedAt = clock();
    const { refusal, ticket } = await open(client, question);
    const record = { isHeld, openedAt, takenAt: clock(), rows: 0, stillOpenAt: 0, refusal };
    if (refusal) return record;
    if (isHeld) await client.query("begin");
    record.takenAt = clock();
    const taken = await take(client, question.token, ticket);
    record.refusal = taken[0]?.refusal ?? null;
    record.rows = record.refusal ? 0 : taken.length;
    if (isHeld) {
      await pause(2);
      record.stillOpenAt = clock();
      await client.query("commit");
    }
    return record;
  } finally {
    client.release();
  }
}

/** Reads until the consent is over. */
async function reader(question: Question, isHeld: boolean, report: Report) {
  for (;;) {
    const record = await readOnce(question, isHeld);
    report.reads.push(record);
    if (record.refusal === null) continue;
    if (record.refusal !== "CONSENT_REVOKED") report.unexpected.push(record.refusal);
    // One more, certainly sent after the acknowledgement.
    await pause(15);
    report.reads.push(await readOnce(question, isHeld));
    return;
  }
}

process.on("message", (order: Order) => void obey(order));
process.send?.("ready");

async function obey(order: Order) {
  if ("stop" in order) {
    await pool.end();
    process.disconnect();
    return;
  }
  const report: Report = { round: order.round, reads: [], unexpected: [] };
  await Promise.all(
    Array.from({ length: Number(readers) }, (_, nth) =>
      reader(order.question, nth % 2 === 0, report).catch((error: Error) => {
        report.unexpected.push(error.message);
      }),
    ),
  );
  process.send?.(report);
}
