import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { Bench, BenchLine } from "@/bench/frame/bench";
import { compare } from "@/bench/frame/compare";
import { enterEnvironment } from "@/bench/frame/environment";
import { firm, predicates, productOf, rulesOf } from "@/bench/frame/market";
import { connect, personaDatabase } from "@/db/client";
import { shippedVersion } from "@/db/seed/purpose-templates";
import type { ServiceContext } from "@/server/services/context";
import { item, makeConsent } from "@/tests/consents";
import { makeBank, makeEnterprise, type SignedIn } from "@/tests/parties";

const rounds = 9;
const period = "2026-10-01";
const scopes = ["tax_declarations:indicator", "social_insurance:indicator"];
/** Ten cards of each verdict, as the page shows them. */
const take = 10;

/**
 * The page of a need: the gate's read under the matching consent, every product on offer judged and
 * ranked, the first explained. Against the gate's read alone: what the judging adds to it.
 */
async function* run({ scratch, say }: Parameters<Bench["run"]>[0]): AsyncIterable<BenchLine> {
  const cluster = await scratch();
  enterEnvironment(cluster);
  const { listMatches } = await import("@/server/services/matches/list-matches");
  const { runMatching } = await import("@/server/services/matches/run-matching");
  const { readMatchingFacts } = await import("@/server/services/matches/read-matching-facts");
  const [admin, sme] = [connect(cluster.adminUrl, 2), connect(cluster.personaUrl("sme"), 4)];
  try {
    await admin.query(
      `alter table app.purpose_templates disable trigger guard;
       update app.purpose_templates set max_reads = 1000000, reads_per_unit = null, reads_per_count = null;
       alter table app.purpose_templates enable trigger guard`,
    );
    const enterprise = await makeEnterprise(admin);
    const context = contextOf(sme, enterprise);
    await makeFirm(admin, sme, enterprise, context);
    const needId = randomUUID();
    await admin.query(
      `insert into app.needs (id, enterprise_id, amount, term_months, purpose, status, created_by) values ($1, $2, 50000000, 12, 'wages', 'matched', $3)`,
      [needId, enterprise.id, enterprise.personId],
    );
    const bank = await makeBank(admin);
    let made = 0;
    for (const size of [60, 5_000]) {
      say(`match.list: ${size} products`);
      await makeProducts(admin, bank, made, size);
      made = size;
      await admin.query("vacuum analyze");
      const startedAt = performance.now();
      const first = await listMatches(context, { needId, take });
      const cold = performance.now() - startedAt;
      const judged = Object.values(first.counts).reduce((sum, count) => sum + count, 0);
      if (judged !== size || !first.consent || first.withheld)
        throw new Error(`judged ${judged} products, withheld ${first.withheld}`);
      const times = await compare(
        rounds,
        () => listMatches(context, { needId, take }),
        () => readMatchingFacts(context),
      );
      yield {
        bench: "match.list",
        ...times,
        unit: "ms",
        n: size,
        note: `${size} products × ${predicates} predicates, ${first.counts.eligible} eligible, ${first.matches.length} explained; durable; the first time in the process ${Math.round(cold)} ms; baseline the gate's read alone`,
      };
      const kept = await compare(
        rounds,
        () => runMatching(context, { needId }),
        () => listMatches(context, { needId, take }),
      );
      yield {
        bench: "match.run",
        ...kept,
        unit: "ms",
        n: size,
        note: `the same with every verdict stored and the run sealed; baseline the page`,
      };
    }
  } finally {
    await Promise.all([admin, sme].map((pool) => pool.end()));
  }
}

const contextOf = (sme: Pool, { id, name, personId, token }: SignedIn): ServiceContext<"sme"> => ({
  db: personaDatabase(sme, token),
  actor: { userId: personId, organizationId: id, party: "sme", role: "owner", name, isDemo: false },
  now: new Date(),
  channel: "page",
  requestId: randomUUID(),
});

/** What the registry and two agencies say of the firm, under its matching consent. */
async function makeFirm(
  admin: Pool,
  sme: Pool,
  enterprise: SignedIn,
  { db }: ServiceContext<"sme">,
): Promise<void> {
  await admin.query(
    `update app.enterprises set established_on = '2021-09-15', industry = 'C3311', district = '330102', employees = 18, size = 'small',
       registered_capital = 100000000 where id = $1`,
    [enterprise.id],
  );
  await admin.query(
    `insert into app.public_records (enterprise_id, item, reference, content, agency, batch, as_of)
     values ($1, 'tax_credit_grade', '2025', '{"year": 2025, "grade": "B"}', 'tax', '1', clock_timestamp())`,
    [enterprise.id],
  );
  const template = {
    code: "platform_matching",
    version: shippedVersion("platform_matching"),
    wording: "wording",
  } as const;
  await makeConsent(sme, {
    enterprise,
    items: scopes.map((scope) => item(scope)),
    change: { template, maxReads: 1_000_000, readsPer: null },
  });
  const { sealFor } = await import("@/server/connectors/sealing");
  for (const scope of scopes) {
    const ofTax = scope.startsWith("tax");
    const indicators = [...firm]
      .filter(([code]) => (ofTax ? /^tax_(?!credit)/ : /^insured/).test(code))
      .map(([code, value]) => ({
        code,
        value: typeof value === "bigint" ? String(value) : value,
        asOf: "2026-10",
        coverage: { present: 12, expected: 12 },
      }));
    const address = { enterpriseId: enterprise.id, scope, period };
    const sealed = await sealFor(db, enterprise.id, "indicator", address, { indicators });
    await admin.query(
      `insert into vault.facts (enterprise_id, scope, period, key_id, suite, body, as_of, fetch_id)
       values ($1, $2, $3, $4, $5, $6, clock_timestamp(), uuidv7())`,
      [enterprise.id, scope, period, sealed.keyId, sealed.suite, sealed.body],
    );
  }
}

/** Products on offer, each with what was observed of it. */
async function makeProducts(admin: Pool, bank: SignedIn, from: number, to: number): Promise<void> {
  const contents = rulesOf(to)
    .map((rule, index) => productOf(rule, index).content)
    .slice(from);
  await admin.query(
    `with given as (select content from jsonb_array_elements($2::jsonb) as content),
       made as (
         insert into app.products (bank_id, code, status, published_at)
         select $1, content ->> 'code', 'published', clock_timestamp() from given returning id, code
       ),
       worded as (
         insert into app.product_versions (product_id, version, content)
         select made.id, 1, given.content from given join made on made.code = given.content ->> 'code'
       )
     insert into app.observations (product_id, size, decided, enterprises, approved, days_median, granted, "from", "to", computed_at)
     select id, 'small', 40, 20, 10 + length(code), 5.5, 0, '2025-11-01', '2026-10-31', clock_timestamp() from made`,
    [bank.id, JSON.stringify(contents)],
  );
}

export const bench: Bench = { name: "match.list", run };
