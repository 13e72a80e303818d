import { expect, test } from "vitest";
import { getBanks } from "@/server/connectors/city-feed";
import type { SystemContext } from "@/server/services/context";
import { importBanks } from "@/server/services/imports/import-banks";
import { importHistory } from "@/server/services/imports/import-history";
import { importRegistry } from "@/server/services/imports/import-registry";
import { committed, poolOf } from "@/tests/database";
import { startSandbox } from "@/tests/sandbox";

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
});
