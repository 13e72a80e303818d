import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { getBanks } from "@/server/connectors/city-feed";
import type { SystemContext } from "@/server/services/context";
import { importBanks } from "@/server/services/imports/import-banks";
import { importHistory } from "@/server/services/imports/import-history";
import { importRegistry } from "@/server/services/imports/import-registry";
import { committed, poolOf } from "@/tests/database";
import { startSandbox } from "@/tests/sandbox";
import { withinOneDay } from "@/tests/within-one-day";

await startSandbox();
const tables = ["enterprises", "public_records", "applications", "loans", "outcomes"] as const;

async function importAll() {
  const worker: SystemContext = {
    db: committed("worker", ""),
    actor: null,
    now: new Date(),
    channel: "clock",
    requestId: "test",
  };
  await importRegistry(worker);
  await importBanks(worker);
  for (const { code } of await getBanks()) await importHistory(worker, code);
}

// What the sandbox tells ends with the month.
beforeEach(withinOneDay);

const countsOf = () =>
  Promise.all(
    tables.map(async (table) => {
      const { rows } = await poolOf("admin").query<{ rows: number; planned: number }>(
        `select count(*)::integer as rows, (select reltuples from pg_class where oid = 'app.${table}'::regclass) as planned from app.${table}`,
      );
      return { table, ...rows[0] };
    }),
  );

test("a city told twice is there once, and the planner knows its size", async () => {
  await importAll();
  const once = await countsOf();
  // Without the right to analyze, PostgreSQL only warns and the planner goes on guessing.
  for (const { table, rows, planned } of once)
    expect({ table, planned }).toEqual({ table, planned: rows });
  expect(once.every(({ rows = 0 }) => rows > 0)).toBe(true);
  await importAll();
  expect((await countsOf()).map(({ rows }) => rows)).toEqual(once.map(({ rows }) => rows));
  // Two years of a whole city, twice.
}, 120_000);

test("imported loans are priced and flagged as new ones are", async () => {
  const { rows } = await poolOf("admin").query<Record<string, number>>(
    `select count(*)::integer as loans,
       count(*) filter (where is_renewal is null or is_long_term is null)::integer as unflagged,
       count(*) filter (where is_long_term <> (loans.term_months > 12))::integer as misjudged,
       count(*) filter (where is_manufacturing is distinct from (industry like 'C%'))::integer as misplaced,
       count(*) filter (where is_renewal <> (content ->> 'kind' = 'renewal'))::integer as misread,
       count(*) filter (where is_manufacturing)::integer as manufacturing
     from app.loans join app.applications on applications.id = application_id
     join app.product_versions as held
       on held.product_id = applications.product_id and held.version = applications.product_version
     join app.enterprises on enterprises.id = loans.enterprise_id`,
  );
  expect(rows[0]).toMatchObject({ unflagged: 0, misjudged: 0, misplaced: 0, misread: 0 });
  expect(rows[0]?.["loans"]).toBeGreaterThan(0);
  expect(rows[0]?.["manufacturing"]).toBeGreaterThan(0);
});

test("a feed does not undo what a bank has published here", async () => {
  const admin = poolOf("admin");
  const { rows: products } = await admin.query<{ id: string }>(
    "select id from app.products order by id limit 2",
  );
  const [own, fed] = products.map(({ id }) => id);
  const publish = async (id: string | undefined, by: string | null) => {
    await admin.query(
      `insert into app.product_versions (product_id, version, content, created_by)
       select id, 2, content || '{"spreadMax": 1999}', $2 from app.products join app.product_versions as held on held.product_id = id where id = $1`,
      [id, by],
    );
    await admin.query("update app.products set version = 2 where id = $1", [id]);
  };
  await publish(own, randomUUID());
  await publish(fed, null);
  await importAll();
  const { rows } = await admin.query("select id, version from app.products where id in ($1, $2)", [
    own,
    fed,
  ]);
  expect(rows).toEqual(
    expect.arrayContaining([
      { id: own, version: 2 },
      // What came with a feed follows the feed.
      { id: fed, version: 3 },
    ]),
  );
});
