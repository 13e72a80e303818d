import { setTimeout as pause } from "node:timers/promises";
import { Pool } from "pg";
import { open, take, type Question } from "@/tests/gate-calls";

/**
 * One app process of the race: some readers that autocommit, some that hold their transaction open
 * over the rows. Times are the machine's monotonic clock, which all processes share.
 */
export type Order =
  | {
      round: number;
      question: Question;
      /** Where the clock ends the consent and nobody revokes it: when, in milliseconds since 1970. */
      endsAt: number | null;
    }
  | { stop: true };
type ReadRecord = {
  isHeld: boolean;
  /** When the request for the ticket, and the one for the rows, were sent. */
  openedAt: number;
  takenAt: number;
  /** While these rows were in hand the transaction was still open, for those that hold it. */
  rows: number;
  stillOpenAt: number;
  /** The rows were asked for after the clock had ended the consent. */
  isAfterEnd: boolean;
  refusal: string | null;
};
/** Said once a round, when its reads have been served as often as there are readers. */
export type UnderWay = { underWay: number };
export type Report = { round: number; reads: ReadRecord[]; unexpected: string[] };

const [url = "", readers = "4"] = process.argv.slice(2);
// A persona's transaction is ended after some seconds: how slow a machine is must not end the race.
const options = "-c transaction_timeout=0";
const pool = new Pool({ connectionString: url, max: Number(readers), options });
pool.on("error", () => {}).on("connect", (client) => client.on("error", () => {}));

/** Microseconds. */
const clock = () => Number(process.hrtime.bigint() / 1000n);

async function readOnce(
  question: Question,
  isHeld: boolean,
  endsAt: number | null,
): Promise<ReadRecord> {
  const client = await pool.connect();
  try {
    const openedAt = clock();
    const { refusal, ticket } = await open(client, question);
    const asked = { isHeld, openedAt, takenAt: clock(), refusal };
    const record: ReadRecord = { ...asked, rows: 0, stillOpenAt: 0, isAfterEnd: false };
    if (refusal) return record;
    if (isHeld) {
      await client.query("begin; select 1");
      // Its transaction begins while the consent is alive and asks when it no longer is.
      if (endsAt !== null) await pause(Math.max(0, endsAt - Date.now()) + 2);
    }
    record.takenAt = clock();
    record.isAfterEnd = endsAt !== null && Date.now() > endsAt;
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
async function reader(
  { question, endsAt }: Exclude<Order, { stop: true }>,
  isHeld: boolean,
  report: Report,
) {
  const over = endsAt === null ? "CONSENT_REVOKED" : "CONSENT_EXPIRED";
  for (;;) {
    const record = await readOnce(question, isHeld, endsAt);
    report.reads.push(record);
    const served = report.reads.filter(({ rows }) => rows > 0).length;
    if (record.rows > 0 && served === Number(readers))
      process.send?.({ underWay: report.round } satisfies UnderWay);
    if (record.refusal === null) continue;
    if (record.refusal !== over) report.unexpected.push(record.refusal);
    // One more, certainly sent after the acknowledgement.
    await pause(15);
    report.reads.push(await readOnce(question, isHeld, endsAt));
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
      reader(order, nth % 2 === 0, report).catch((error: Error) => {
        report.unexpected.push(error.message);
      }),
    ),
  );
  process.send?.(report);
}
