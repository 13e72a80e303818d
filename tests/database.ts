import { sql, type SQL } from "drizzle-orm";
import { Client, escapeIdentifier, type Pool, type QueryResultRow } from "pg";
import { afterAll, inject } from "vitest";
import {
  connect,
  on,
  personaDatabase,
  personas,
  type Persona,
  type PersonaDatabase,
  type Transaction,
} from "@/db/client";
import { personaRole, personaUrl } from "@/db/personas";
import { databaseUrl } from "@/scripts/postgres";
import { env } from "@/server/env";
import { templateDatabase } from "@/tests/cluster";

const cluster = inject("cluster");
if (!cluster) throw new Error("This project of vitest.config.ts has no database.");
const { port, adminPassword, personaSecret } = cluster;
const asAdmin = (database: string) =>
  databaseUrl({ user: "postgres", password: adminPassword, port, database });

/** This test file's own database: a clone of the migrated template, made when the file is loaded. */
const migratorUrl = env.DATABASE_URL;
const name = new URL(migratorUrl).pathname.slice(1);

/** Its addresses. `admin` is the superuser, who bypasses row-level security; nobody else does. */
export const urls = {
  admin: asAdmin(name),
  migrator: migratorUrl,
  persona: (persona: Persona) => personaUrl(migratorUrl, personaSecret, persona),
};

await onCluster(async (client) => {
  await client.query(
    `create database ${escapeIdentifier(name)} template ${templateDatabase} strategy file_copy owner xyd_migrator`,
  );
  // A clone inherits everything but the privileges on the database itself.
  await client.query(
    "update pg_database set datacl = (select datacl from pg_database where datname = $1) where datname = $2",
    [templateDatabase, name],
  );
  // The product ends a persona's transaction after some seconds: how slow a machine is must fail no test.
  for (const persona of personas)
    await client.query(
      `alter role ${personaRole(persona)} in database ${escapeIdentifier(name)} set transaction_timeout = 0`,
    );
});

const pools = new Map<string, Pool>();

/** A pool on this file's database, ended with the file: for tests that need committed rows. */
export function poolOf(login: "admin" | "migrator" | Persona): Pool {
  const found = pools.get(login);
  if (found) return found;
  const url = login === "admin" || login === "migrator" ? urls[login] : urls.persona(login);
  // On a busy machine connections take as long as they take.
  const pool = connect(url, 10, 60_000);
  pools.set(login, pool);
  return pool;
}

/** What a service gets in production: a real persona login under a session token. Commits. */
export const committed = (persona: Persona, token: string): PersonaDatabase =>
  personaDatabase(poolOf(persona), token);

/** The superuser's drizzle view: prepares committed rows and looks at what became of them. */
export const admin = (): Transaction => on(poolOf("admin"));

export type Stage = {
  /** As the superuser: prepares rows and looks at results. */
  admin: Transaction;
  /** As a persona, in the same transaction: what a service gets. Its errors undo only its own work. */
  as: (persona: Persona, token: string) => PersonaDatabase;
};

/**
 * Runs a test in a transaction that never commits. The gate, the ledger's sealer and the outbox see
 * transactions as a whole: test those with `committed`.
 */
export async function inRollback(run: (stage: Stage) => Promise<void>) {
  const client = await poolOf("admin").connect();
  try {
    await client.query("begin isolation level read committed");
    const tx = on(client);
    await run({ admin: tx, as: (persona, token) => onStage(tx, persona, token) });
  } finally {
    await client.query("rollback");
    client.release();
  }
}

/**
 * A persona within the superuser's transaction. `session authorization` rather than `role`: the
 * gate asks for session_user, and the superuser's own would make every test pass vacuously.
 */
function onStage(tx: Transaction, persona: Persona, token: string): PersonaDatabase {
  if (!personas.includes(persona)) throw new Error(`${persona} is no persona`);
  const asPersona = async <T>(withToken: string, run: () => Promise<T>) => {
    await tx.execute(sql`savepoint persona`);
    try {
      await tx.execute(sql.raw(`set local session authorization xyd_${persona}`));
      await tx.execute(sql`select set_config('xyd.token', ${withToken}, true)`);
      const result = await run();
      await tx.execute(sql`set constraints all immediate`);
      await tx.execute(sql`set local session authorization default`);
      await tx.execute(sql`select set_config('xyd.token', '', true)`);
      await tx.execute(sql`release savepoint persona`);
      return result;
    } catch (error) {
      await tx.execute(sql`rollback to savepoint persona`);
      throw error;
    }
  };
  return {
    token,
    transaction: (run) => asPersona(token, () => run(tx)),
    async call<Row extends QueryResultRow>(statement: SQL) {
      const { rows } = await asPersona("", () => tx.execute(statement));
      return rows as Row[];
    },
  };
}

afterAll(async () => {
  await Promise.all([...pools.values()].map((pool) => pool.end()));
  await onCluster((client) => client.query(`drop database ${escapeIdentifier(name)} with (force)`));
});

async function onCluster(run: (client: Client) => Promise<unknown>) {
  const client = new Client({ connectionString: asAdmin("postgres") });
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}
