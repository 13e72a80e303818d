import { expect, test } from "vitest";
import { lintCatalogue, type CatalogueRule } from "@/db/catalogue-lint";
import { retryContention } from "@/db/retry-contention";
import { poolOf } from "@/tests/database";

test("the installed catalogue breaks no rule", async () => {
  expect(await lintCatalogue(poolOf("admin"))).toEqual([]);
});

const asGate = (body: string) => `set local role xyd_gate; ${body}; reset role`;
const definer = (signature: string, body = "select 1") =>
  `create function gate.planted() returns integer language sql ${signature} as $$ ${body} $$`;
const pinned = "security definer set search_path = pg_catalog, pg_temp";

/** A linter that cannot find what is planted says nothing by being silent. */
const planted: [CatalogueRule, string][] = [
  ["row-level security is enabled and forced", "alter table app.needs no force row level security"],
  ["row-level security is enabled and forced", "create table app.planted (id int)"],
  ["every table has a policy", "drop policy by_gate on vault.facts"],
  [
    "one permissive policy per role and table",
    "create policy planted on app.needs to xyd_sme using (true)",
  ],
  ["one permissive policy per role and table", "create policy planted on app.needs using (true)"],
  ["a privilege of a persona has its policy", "drop policy by_sme on app.needs"],
  ["no role of the project has a power of the cluster's", "alter role xyd_sme bypassrls"],
  ["no role of the project has a power of the cluster's", "alter role xyd_gate inherit"],
  ["owners do not sign in, and who signs in owns nothing", "alter role xyd_gate login"],
  [
    "owners do not sign in, and who signs in owns nothing",
    "alter table app.needs owner to xyd_sme",
  ],
  ["no login belongs to an owner, but the worker to the queue", "grant xyd_gate to xyd_sme"],
  [
    "no login belongs to an owner, but the worker to the queue",
    "grant xyd_queue to xyd_worker with inherit true",
  ],
  ["views ask as their reader", "create view app.planted as select * from app.needs"],
  [
    "definer functions pin their search path and belong to an owner who cannot sign in",
    asGate(definer("security definer")),
  ],
  [
    "definer functions pin their search path and belong to an owner who cannot sign in",
    definer(pinned),
  ],
  ["every function pins its search path", asGate(definer(""))],
  [
    "nobody executes by being nobody",
    `${asGate(definer(pinned))}; grant execute on function gate.planted() to public`,
  ],
  [
    "facts, keys and sessions are in no persona's reach",
    "grant select (scope) on vault.facts to xyd_worker",
  ],
  [
    "facts, keys and sessions are in no persona's reach",
    "grant delete on auth.sessions to xyd_public",
  ],
  ["no persona truncates, references or triggers", "grant truncate on app.needs to xyd_sme"],
  [
    "the clock is read when it is asked",
    asGate(definer(pinned, "select extract(year from now())::integer")),
  ],
  [
    "the clock is read when it is asked",
    "alter policy by_sme on app.needs using (created_at < current_timestamp)",
  ],
  ["who locks sees what came after the lock", "alter function gate.gate_take(text, uuid) stable"],
];

test.each(planted)("%s: finds %s", async (rule, defect) => {
  const client = await poolOf("admin").connect();
  const plant = async () => {
    try {
      await client.query("begin");
      await client.query(defect);
      return await lintCatalogue(client);
    } finally {
      await client.query("rollback");
    }
  };
  try {
    // Roles are the cluster's: another file may be migrating a database of its own.
    const found = await retryContention(plant);
    expect(found.filter((one) => one.startsWith(`${rule}: `))).not.toEqual([]);
  } finally {
    client.release();
  }
});
