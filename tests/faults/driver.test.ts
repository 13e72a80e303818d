import { sql } from "drizzle-orm";
import { Pool } from "pg";
import { expect, test, vi } from "vitest";
import { connect, personaDatabase, type Transaction } from "@/db/client";
import { admin, poolOf, urls } from "@/tests/database";
import { makeEnterprise } from "@/tests/parties";

const whoseRows = sql`select uscc from app.enterprises`;
/** Ends a backend, and comes back when it is gone. */
async function kill(pid: unknown) {
  const isThere = sql`select from pg_stat_activity where pid = ${pid}::int`;
  await admin().execute(sql`select pg_terminate_backend(${pid}::int)`);
  await vi.waitUntil(async () => (await admin().execute(isThere)).rowCount === 0, {
    timeout: 60_000,
  });
}

/** Other drivers read on, on the next owner's connection, and show another tenant's rows. */
test("a transaction kept after its backend died reads nothing, on nobody's connection", async () => {
  const [mine, theirs] = [
    await makeEnterprise(poolOf("admin")),
    await makeEnterprise(poolOf("admin")),
  ];
  const pool = connect(urls.persona("sme"), 1);
  let kept: Transaction | undefined;
  const broken = personaDatabase(pool, mine.token).transaction(async (tx) => {
    kept = tx;
    expect((await tx.execute(whoseRows)).rows).toEqual([{ uscc: mine.uscc }]);
    const { rows } = await tx.execute(sql`select pg_backend_pid() as pid`);
    await kill(rows[0]?.["pid"]);
    return tx.execute(whoseRows);
  });
  await expect(broken).rejects.toThrow(/Failed query/);

  await personaDatabase(pool, theirs.token).transaction(async (tx) => {
    expect((await tx.execute(whoseRows)).rows).toEqual([{ uscc: theirs.uscc }]);
    await expect(kept!.execute(whoseRows)).rejects.toThrow(/Failed query/);
    expect((await tx.execute(whoseRows)).rows).toEqual([{ uscc: theirs.uscc }]);
  });
  await pool.end();
});

test("what was acknowledged is there, however many queries were queued before", async () => {
  const enterprise = await makeEnterprise(poolOf("admin"));
  // Its queue may take as long as it likes: one of the application's gives up after five seconds.
  const pool = new Pool({ connectionString: urls.persona("sme"), max: 1 });
  const db = personaDatabase(pool, enterprise.token);
  const queued = Array.from({ length: 101 }, () => db.call(sql`select 1 as one`));
  const written = db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(sql`
      insert into app.needs (enterprise_id, amount, term_months, purpose, created_by)
      values (${enterprise.id}, 50000000, 12, 'wages', ${enterprise.personId}) returning id`);
    return rows[0]?.id;
  });
  await Promise.all(queued);
  const id = await written;
  const { rows } = await admin().execute(
    sql`select id from app.needs where enterprise_id = ${enterprise.id}`,
  );
  expect(rows).toEqual([{ id }]);
  await pool.end();
});

test("a backend killed while idle costs one query at most, and never the process", async () => {
  const enterprise = await makeEnterprise(poolOf("admin"));
  const pool = connect(urls.persona("sme"), 1);
  const { rows } = await pool.query("select pg_backend_pid() as pid");
  await kill(rows[0]?.pid);
  await vi.waitUntil(() => pool.totalCount === 0, { timeout: 60_000 });
  await personaDatabase(pool, enterprise.token).transaction(async (tx) => {
    expect((await tx.execute(whoseRows)).rows).toEqual([{ uscc: enterprise.uscc }]);
  });
  await pool.end();
});
