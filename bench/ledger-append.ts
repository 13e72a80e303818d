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
    await pool.query("create table public.bench_lines (like ledger.entries including defaults)");
    await pool.query("alter table public.bench_lines add primary key (chain, seq)");
    let line = 0;
    for (const [chains, clients] of [
      [1_000, 32],
      [1, 32],
      [1_000, 1],
    ] as const) {
      say(`ledger.append: ${clients} clients, ${chains} chains`);
      const ids = Array.from({ length: chains }, () => randomUUID());
      const someChain = () => ids[line++ % ids.length];
      const ours = () =>
        pool.query(
          "select seq from gate.ledger_append($1, 'gate.open', 'PERMITTED', null, null, null, null, $2, '2026-01-01', '2026-10-31')",
          [someChain(), scopes],
        );
      const baseline = () =>
        pool.query(
          `insert into public.bench_lines (chain, seq, at, action, code, persona, scopes, data_from, data_to, prev, hash)
           values ($1, $2, clock_timestamp(), 'gate.open', 'PERMITTED', 'bank', $3, '2026-01-01', '2026-10-31', '\\x00', '\\x00')`,
          [someChain(), line, scopes],
        );
      await throughput(clients, 0.5, ours);
      await throughput(clients, 0.5, baseline);
      const measured = { ours: [] as number[], baseline: [] as number[] };
      for (let round = 0; round < rounds; round++) {
        measured.ours.push(await throughput(clients, seconds, ours));
        measured.baseline.push(await throughput(clients, seconds, baseline));
      }
      const [one, other] = [median(measured.ours), median(measured.baseline)];
      yield {
        bench: "ledger.append",
        ours: one,
        baseline: other,
        ratio: one / other,
        unit: "lines/s",
        n: rounds,
        note: `${clients} client${clients > 1 ? "s" : ""}, ${chains} chain${chains > 1 ? "s" : ""}; durable; baseline a plain insert of the same row`,
      };
    }
  } finally {
    await pool.end();
  }
}

export const bench: Bench = { name: "ledger.append", run };
