import jsonLogic from "json-logic-js";
import { Engine, type TopLevelCondition } from "json-rules-engine";
import type { Pool } from "pg";
import type { Bench, BenchLine } from "@/bench/frame/bench";
import { compare, median } from "@/bench/frame/compare";
import { asOf, predicates, rulesOf } from "@/bench/frame/market";
import { asEngine, asLogic } from "@/bench/frame/peers";
import { connect } from "@/db/client";
import { conditionsOf, type Rule } from "@/domain/products/rule";

const rounds = 5;
const peerRows = 20_000;

/**
 * One product against every enterprise of the city: what gate.audience counts, beside sequential scans
 * of the same rows. No rule is asked twice, so that nothing is warm but the data.
 */
async function* run({ scratch, say }: Parameters<Bench["run"]>[0]): AsyncIterable<BenchLine> {
  const { adminUrl } = await scratch();
  const admin = connect(adminUrl, 2);
  try {
    for (const size of [3_000, 100_000, 1_000_000]) {
      say(`match.reverse: making ${size.toLocaleString("en")} enterprises`);
      await makeCity(admin, size);
      say("match.reverse: building the slices");
      const startedAt = performance.now();
      const { rows: built } = await admin.query<{ sliced: number }>(
        "select gate.audience_build() as sliced",
      );
      const seconds = (performance.now() - startedAt) / 1000;
      const { rows: weighed } = await admin.query<{ megabytes: string }>(
        "select round(pg_total_relation_size('vault.audience_slices') / 1e6) as megabytes",
      );
      const way = built[0]?.sliced
        ? `slices of ${weighed[0]?.megabytes} MB built in ${seconds.toFixed(0)} s`
        : "a small city: rows, no slices";

      const rules = await asAsked(admin, rulesOf(2 * (rounds + 1)));
      for (const rule of rules.slice(0, 3)) await assertEqual(admin, rule);
      const baselines = {
        "a sequential scan that gives the same answer": wholeAnswer,
        "a sequential scan that counts the verdicts only": verdictsOnly,
      };
      for (const [name, baseline] of Object.entries(baselines)) {
        let [mine, theirs] = [0, 0];
        const next = (at: number) => rules[at % rules.length] ?? { all: [] };
        say(`match.reverse: against ${name}`);
        const times = await compare(
          rounds,
          () => audience(admin, next(mine++)),
          () => baseline(admin, next(theirs++)),
        );
        yield {
          bench: "match.reverse",
          ...times,
          unit: "ms",
          n: size,
          note: `1 product × ${size} enterprises × ${predicates} predicates, each round another rule; bands by district, industry and size and what each condition alone excludes; ${way}; baseline ${name}`,
        };
      }
      yield* firstInSession(adminUrl, rules[0] ?? { all: [] }, size);
    }
    yield* peers(admin, say);
  } finally {
    await admin.end();
  }
}

/** Every plan and catalogue entry still to be read, as for whoever comes first. */
async function* firstInSession(url: string, rule: Rule, size: number): AsyncIterable<BenchLine> {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const fresh = connect(url, 1);
    await fresh.query("select 1");
    const startedAt = performance.now();
    await audience(fresh, rule);
    times.push(performance.now() - startedAt);
    await fresh.end();
  }
  yield {
    bench: "match.reverse",
    ours: median(times),
    baseline: null,
    ratio: null,
    unit: "ms",
    n: size,
    note: "the first question of a new session",
  };
}

/** The same rows in the two libraries, one firm after another. */
async function* peers(admin: Pool, say: (line: string) => void): AsyncIterable<BenchLine> {
  const [rule] = rulesOf(1);
  if (!rule) return;
  const facts = [...new Set(conditionsOf(rule).map(({ fact }) => fact))];
  const { rows } = await admin.query<Record<string, unknown>>(
    `select ${facts.join(", ")} from vault.matching_facts where is_usable and is_operating and place < $1`,
    [peerRows * 2],
  );
  // Amounts as numbers; what is not there is left out, which neither library takes for nought.
  const data = rows.slice(0, peerRows).map((row) =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([, value]) => value !== null)
        .map(([fact, value]) => [
          fact,
          /^-?\d+$/.test(String(value)) && fact !== "district" ? Number(value) : value,
        ]),
    ),
  );
  const engine = new Engine(
    [{ conditions: asEngine(rule) as TopLevelCondition, event: { type: "eligible" } }],
    { allowUndefinedFacts: true },
  );
  const said = asLogic(rule);
  const ways = {
    "json-logic-js": async () => data.filter((firm) => jsonLogic.apply(said, firm) === true).length,
    "json-rules-engine": async () => {
      let eligible = 0;
      for (const firm of data) eligible += (await engine.run(firm)).events.length;
      return eligible;
    },
  };
  const counts = [];
  for (const [name, ask] of Object.entries(ways)) {
    say(`match.reverse: ${name} over ${data.length} firms`);
    const startedAt = performance.now();
    counts.push(await ask());
    const seconds = (performance.now() - startedAt) / 1000;
    yield {
      bench: "match.reverse",
      ours: data.length / seconds,
      baseline: null,
      ratio: null,
      unit: "firms/s",
      n: data.length,
      note: `${name} alone, one firm after another in memory: who is eligible`,
    };
  }
  if (new Set(counts).size > 1) throw new Error(`the libraries count ${counts.join(" and ")}`);
}

/** As the gate puts every question before it counts: thresholds to two digits. */
async function asAsked(admin: Pool, rules: readonly Rule[]) {
  const { rows } = await admin.query<{ rule: Rule }>(
    "select gate.coarse_rule(rule) as rule from unnest($1::jsonb[]) as rule",
    [rules.map((rule) => JSON.stringify(rule))],
  );
  return rows.map(({ rule }) => rule);
}

const audience = (admin: Pool, rule: Rule) =>
  admin.query("select * from gate.audience_counts($1, '{}', $2, clock_timestamp())", [
    JSON.stringify(rule),
    asOf,
  ]);

const wholeAnswer = (admin: Pool, rule: Rule) =>
  admin.query(
    "select * from gate.audience_of_rows(gate.audience_parts($1, '{}'), $2, clock_timestamp())",
    [JSON.stringify(rule), asOf],
  );

async function verdictsOnly(admin: Pool, rule: Rule) {
  const { rows } = await admin.query<{ condition: string; facts: string }>(
    "select gate.rule_sql($1, $2) as condition, gate.audience_rows(jsonb_build_array($1::jsonb), clock_timestamp()) as facts",
    [JSON.stringify(rule), asOf],
  );
  return admin.query(
    `select count(*) filter (where verdict), count(*) filter (where verdict is null)
     from (select ${rows[0]?.condition} as verdict from (${rows[0]?.facts}) as f) as judged`,
  );
}

async function assertEqual(admin: Pool, rule: Rule) {
  const texts = [];
  for (const ask of [audience, wholeAnswer]) {
    const { rows } = await ask(admin, rule);
    const counted = rows.filter((row) => Number(row.eligible) + Number(row.unknown) > 0);
    texts.push(
      counted
        .map((row) => Object.values(row).join(" "))
        .toSorted()
        .join("\n"),
    );
  }
  if (texts[0] !== texts[1]) throw new Error("slices and rows count differently");
}

/** Everybody under a consent, some of whom paused it; grown to a size, the same in every run. */
async function makeCity(admin: Pool, size: number) {
  const { rows: there } = await admin.query<{ before: number }>(
    "select count(*)::integer as before from vault.matching_facts",
  );
  const before = there[0]?.before ?? 0;
  await admin.query("alter table vault.matching_facts disable trigger place");
  await admin.query("select setseed(0.4)");
  await admin.query(
    `insert into app.enterprises (uscc, name, legal_representative, as_of)
     select lpad(nth::text, 18, '0'), 'Firm ' || nth, 'Li', clock_timestamp() from generate_series($1 + 1, $2) as nth`,
    [before, size],
  );
  await admin.query(
    `insert into vault.matching_facts (place, enterprise_id, consent_id, valid_to, is_usable, is_operating, month, updated_at,
       established_months, industry_section, industry_code, district, size_class, registered_capital, open_penalties,
       serious_penalties_24m, abnormal_listed, tax_credit_grade, tax_revenue_12m, tax_revenue_growth, tax_paid_12m,
       tax_paid_months_12m, tax_consecutive_paid_months, tax_arrears, tax_revenue_volatility_12m, invoice_sales_12m,
       invoice_sales_growth, invoice_active_months_12m, insured_headcount, insured_headcount_change_12m, fund_headcount)
     select uscc::bigint - 1, id, id, clock_timestamp() + interval '100 days', random() < 0.95, random() < 0.98,
       '2026-10', clock_timestamp(), random() * 200, chr(65 + (random() * 19)::int), 'C33' || (random() * 99)::int,
       '33010' || 1 + (random() * 7)::int, (array['micro', 'small', 'medium', 'large'])[1 + (random() ^ 3 * 3.99)::int],
       (random() * 1000)::int * 1000000, (random() * 1.3)::int, random() * 1.02, random() < 0.03,
       (array['A', 'B', 'M', 'C', 'D'])[1 + (random() ^ 2 * 4.99)::int], exp(random() * 8 + 14)::bigint,
       (random() * 9000 - 3000)::int, exp(random() * 8 + 11)::bigint, 12 - (random() ^ 3 * 12)::int, (random() * 36)::int,
       case when random() < 0.9 then 0 else (random() * 1e7)::bigint end, (random() * 9000)::int,
       case when random() < 0.8 then exp(random() * 8 + 14)::bigint end, (random() * 9000 - 3000)::int, (random() * 12)::int,
       (random() * 60)::int, (random() * 4000 - 2000)::int, (random() * 50)::int
     from app.enterprises where uscc > lpad($1::text, 18, '0')`,
    [before],
  );
  await admin.query("alter table vault.matching_facts enable trigger place");
  await admin.query("vacuum analyze app.enterprises, vault.matching_facts");
}

export const bench: Bench = { name: "match.reverse", run };
