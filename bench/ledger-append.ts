import { randomUUID } from "node:crypto";
import type { Bench, BenchLine } from "@/bench/frame/bench";
import { median, throughput } from "@/bench/frame/compare";
import { connect } from "@/db/client";

const rounds = 5;
const seconds = 1.5;
const scopes = ["tax_declarations:indicator", "social_insurance:band"];

/** One line in an enterprise's hash chain against the same row in a plain table, with and without contention. */
async function* run({ scratch, say }: Parameters<Bench["run"]>[0]): AsyncIterable<BenchLine> {
  const { adminUrl } = await scratch();
  const pool = connect(adminUrl, 32);
  try {
    await pool.query(`
      create table public.bench_indexed (like ledger.entries including defaults including indexes);
      create table public.bench_bare (like ledger.entries including defaults, primary key (chain, seq))`);
    let line = 0;
    for (const [chains, clients] of [
      [1_000, 32],
      [1, 32],
      [1_000, 1],
    ] as const) {
      say(`ledger.append: ${clients} clients, ${chains} chains`);
      const ids = Array.from({ length: chains }, () => randomUUID());
      const someChain = () => ids[line++ % ids.length];
      const plain = (table: string) => () =>
        pool.query(
          `insert into public.${table} (chain, seq, at, action, code, persona, scopes, data_from, data_to, prev, hash)
           values ($1, $2, clock_timestamp(), 'gate.open', 'PERMITTED', 'bank', $3, '2026-01-01', '2026-10-31', sha256('1'), sha256('2'))`,
          [someChain(), line, scopes],
        );
      const ours = () =>
        pool.query(
          "select seq from gate.ledger_append($1, 'gate.open', 'PERMITTED', null, null, null, null, $2, '2026-01-01', '2026-10-31')",
          [someChain(), scopes],
        );
      const baselines = {
        "a plain insert of the same row under the same indexes": plain("bench_indexed"),
        "a plain insert of the same row under its key alone": plain("bench_bare"),
      };
      const tasks = [ours, ...Object.values(baselines)];
      const measured = tasks.map((): number[] => []);
      // The first round warms up and does not count.
      for (let round = 0; round <= rounds; round++)
        for (const [index, task] of tasks.entries()) {
          const perSecond = await throughput(clients, seconds, task);
          if (round > 0) measured[index]?.push(perSecond);
        }
      const [one = 0, ...others] = measured.map(median);
      for (const [index, name] of Object.keys(baselines).entries()) {
        const other = others[index] ?? 0;
        yield {
          bench: "ledger.append",
          ours: one,
          baseline: other,
          ratio: one / other,
          unit: "lines/s",
          n: rounds,
          note: `${clients} client${clients > 1 ? "s" : ""}, ${chains} chain${chains > 1 ? "s" : ""}; durable; baseline ${name}`,
        };
      }
    }
  } finally {
    await pool.end();
  }
}

export const bench: Bench = { name: "ledger.append", run };
