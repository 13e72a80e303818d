import type { Pool } from "pg";
import type { Bench, BenchLine } from "@/bench/frame/bench";
import { median, throughput } from "@/bench/frame/compare";
import { enterEnvironment } from "@/bench/frame/environment";
import { connect, personaDatabase, type PersonaDatabase } from "@/db/client";
import { shippedVersion } from "@/db/seed/purpose-templates";
import { defaultCatalogue, type Granularity } from "@/domain/sources/catalogue";
import { item, makeConsent } from "@/tests/consents";
import { makeApplication, makeBank, makeEnterprise, type SignedIn } from "@/tests/parties";

const enterprises = 64;
const rounds = 5;
const seconds = 1.5;
const period = "2026-10-01";
/** Twelve scopes, as many as a wide product asks for. */
const scopes = defaultCatalogue
  .filter(({ mode }) => mode === "A")
  .flatMap(({ code, granularities }) => granularities.map((one) => `${code}:${one}`))
  .filter((scope) => !scope.endsWith(":raw"))
  .slice(0, 12);

type Case = { enterpriseId: string; consentId: string; applicationId: string };

/**
 * A permitted read of twelve sealed facts, opened, taken and decrypted, against the rawest thing
 * that leaves a record and reads the same rows: two transactions that each insert one and select.
 */
async function* run({ scratch, say }: Parameters<Bench["run"]>[0]): AsyncIterable<BenchLine> {
  const cluster = await scratch();
  enterEnvironment(cluster);
  const { readThroughGate } = await import("@/server/services/gate/read-through-gate");
  const [admin, sme, bankPool, workerPool] = [
    connect(cluster.adminUrl, 32),
    connect(cluster.personaUrl("sme"), 4),
    connect(cluster.personaUrl("bank"), 32),
    connect(cluster.personaUrl("worker"), 4),
  ];
  const worker = personaDatabase(workerPool, "");
  try {
    say(`gate.read: ${enterprises} enterprises with ${scopes.length} facts each`);
    await admin.query(
      `alter table app.purpose_templates disable trigger guard;
       update app.purpose_templates set max_reads = 1000000, reads_per_unit = null, reads_per_count = null;
       alter table app.purpose_templates enable trigger guard`,
    );
    await admin.query(
      "create table public.bench_reads (id uuid default uuidv7() primary key, at timestamptz, enterprise uuid, scopes text[], line text)",
    );
    const bank = await makeBank(admin);
    const cases: Case[] = [];
    for (let n = 0; n < enterprises; n++) cases.push(await makeCase({ admin, sme, bank, worker }));
    // Plans that sessions kept while the tables were empty would scan them for ever.
    await admin.query("vacuum analyze");

    const database = personaDatabase(bankPool, bank.token);
    let next = 0;
    const someCase = () => {
      const chosen = cases[next++ % cases.length];
      if (!chosen) throw new Error("nobody to read about");
      return chosen;
    };
    const ours = async () => {
      const { enterpriseId, consentId, applicationId } = someCase();
      const read = await readThroughGate(database, {
        consentId,
        enterpriseId,
        purpose: "loan_application",
        applicationId,
        scopes,
        from: "2026-01-01",
        to: "2026-10-31",
      });
      if (read.length !== scopes.length) throw new Error(`read ${read.length} facts`);
    };
    const baselines = {
      "messages begin, insert, select, commit": () => inMessages(admin, someCase()),
      "one message each": () => inOne(admin, someCase()),
    };
    const tasks = [ours, ...Object.values(baselines)];
    for (const clients of [1, 32]) {
      const measured = tasks.map((): number[] => []);
      // The first round warms up and does not count.
      for (let round = 0; round <= rounds; round++)
        for (const [index, task] of tasks.entries()) {
          const perSecond = await throughput(clients, seconds, task);
          if (round > 0) measured[index]?.push(perSecond);
        }
      const [read = 0, ...others] = measured.map(median);
      for (const [index, name] of Object.keys(baselines).entries()) {
        const baseline = others[index] ?? 0;
        yield {
          bench: "gate.read",
          ours: read,
          baseline,
          ratio: read / baseline,
          unit: "reads/s",
          n: rounds,
          note: `${clients} client${clients > 1 ? "s" : ""}; 12 facts decrypted; durable; baseline two bare transactions as ${name}`,
        };
      }
    }
  } finally {
    await Promise.all([admin, sme, bankPool, workerPool].map((pool) => pool.end()));
  }
}

type Parties = { admin: Pool; sme: Pool; bank: SignedIn; worker: PersonaDatabase };

async function makeCase({ admin, sme, bank, worker }: Parties): Promise<Case> {
  const enterprise = await makeEnterprise(admin);
  const { applicationId } = await makeApplication(admin, enterprise, bank);
  const template = {
    code: "loan_application",
    version: shippedVersion("loan_application"),
    wording: "wording",
  } as const;
  const { id } = await makeConsent(sme, {
    enterprise,
    bank,
    applicationId,
    items: scopes.map((scope) => item(scope)),
    change: { template, maxReads: 1_000_000, readsPer: null },
  });
  const { sealFor } = await import("@/server/connectors/sealing");
  for (const scope of scopes) {
    const granularity = scope.slice(scope.indexOf(":") + 1) as Granularity;
    const address = { enterpriseId: enterprise.id, scope, period };
    const content = {
      indicators: Array.from({ length: 7 }, (_, n) => ({ code: `code-${n}`, value: "128500000" })),
    };
    const { keyId, suite, body } = await sealFor(
      worker,
      enterprise.id,
      granularity,
      address,
      content,
    );
    await admin.query(
      `insert into vault.facts (enterprise_id, scope, period, key_id, suite, body, as_of, fetch_id)
       values ($1, $2, $3, $4, $5, $6, clock_timestamp(), uuidv7())`,
      [enterprise.id, scope, period, keyId, suite, body],
    );
  }
  return { enterpriseId: enterprise.id, consentId: id, applicationId };
}

const insert =
  "insert into public.bench_reads (at, enterprise, scopes, line) values (clock_timestamp(), $1, $2, 'PERMITTED')";
const select =
  "select facts.scope, facts.period, facts.suite, facts.key_id, facts.body, facts.as_of from vault.facts where facts.enterprise_id = $1 and facts.scope = any ($2)";

async function inMessages(pool: Pool, { enterpriseId }: Case) {
  for (let step = 0; step < 2; step++) {
    const client = await pool.connect();
    try {
      await client.query("begin");
      await client.query(insert, [enterpriseId, scopes]);
      await client.query(select, [enterpriseId, scopes]);
      await client.query("commit");
    } finally {
      client.release();
    }
  }
}

async function inOne(pool: Pool, { enterpriseId }: Case) {
  for (let step = 0; step < 2; step++)
    await pool.query(`with written as (${insert}) ${select}`, [enterpriseId, scopes]);
}

export const bench: Bench = { name: "gate.read", run };
