import type { Bench, BenchLine } from "@/bench/frame/bench";
import { enterEnvironment } from "@/bench/frame/environment";
import { median } from "@/bench/frame/compare";
import { connect, personaDatabase } from "@/db/client";

const rounds = 5;
const chains = 3_000;
const perTransaction = 100;

async function timed(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

/** Taking entries into the tree and signing it, against copying the same hashes into a plain table. */
async function* run({ scratch, say }: Parameters<Bench["run"]>[0]): AsyncIterable<BenchLine> {
  const started = await scratch();
  enterEnvironment(started);
  const { sealLedger } = await import("@/server/services/ledger/seal-ledger");
  const admin = connect(started.adminUrl, 2);
  const worker = connect(started.personaUrl("worker"), 2);
  const context = { db: personaDatabase(worker, "") };
  try {
    await admin.query(
      "create table public.bench_leaves (position bigint primary key, chain uuid, seq bigint, hash bytea, unique (chain, seq))",
    );
    let written = 0;
    for (const count of [100_000, 1_000_000]) {
      const measured = { ours: [] as number[], baseline: [] as number[] };
      // A million is written once: the median is of the smaller batches.
      for (let round = 0; round < (count > 100_000 ? 1 : rounds); round++) {
        say(`ledger.seal: writing ${count} entries`);
        await admin.query(writeEntries(written, count));
        await admin.query("analyze ledger.entries");
        measured.ours.push(await timed(() => sealLedger(context)));
        measured.baseline.push(
          await timed(() =>
            admin.query(
              `insert into public.bench_leaves select position, chain, seq, hash from ledger.leaves where position >= ${written}`,
            ),
          ),
        );
        written += count;
      }
      const [ours, baseline] = [median(measured.ours), median(measured.baseline)];
      yield {
        bench: "ledger.seal",
        ours,
        baseline,
        ratio: ours / baseline,
        unit: "ms",
        n: count,
        note: `${count} entries of ${chains} chains, ${perTransaction} a transaction; durable; baseline the same leaves into a plain table with the same keys`,
      };
    }
  } finally {
    await Promise.all([admin.end(), worker.end()]);
  }
}

/** Many transactions, as entries come: the sealer orders by them. */
const writeEntries = (from: number, count: number) => `do $$ begin
  for batch in 0..${count / perTransaction - 1} loop
    insert into ledger.entries (chain, seq, at, action, code, persona, scopes, prev, hash)
    select ('00000000-0000-4000-8000-' || lpad((nth % ${chains})::text, 12, '0'))::uuid, nth / ${chains} + 1, clock_timestamp(),
      'gate.open', 'PERMITTED', 'bank', '{}', '\\x00', sha256(nth::text::bytea)
    from generate_series(${from} + batch * ${perTransaction}, ${from} + batch * ${perTransaction} + ${perTransaction - 1}) as nth;
    commit;
  end loop;
end $$`;

export const bench: Bench = { name: "ledger.seal", run };
