import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as runTableMigrations } from "drizzle-orm/node-postgres/migrator";
import { Logger, runMigrations as runQueueMigrations } from "graphile-worker";
import { Client } from "pg";
import { connect } from "@/db/client";
import { installGate } from "@/db/install-gate";
import { asQueue } from "@/db/personas";
import { retryContention } from "@/db/retry-contention";
import { makeRoles, prepareDatabase } from "@/db/roles";

type MigrateOptions = {
  /** Owner of the database with CREATEROLE; need not be, and had better not be, superuser. */
  databaseUrl: string;
  secrets: { personaSecret: string };
  log: (line: string) => void;
};

/**
 * Brings a database to what this code needs: roles, tables, the queue, the gate. Changes nothing
 * where nothing is missing; two at once wait for each other; may run while the app serves.
 */
export async function migrate({ databaseUrl, secrets, log }: MigrateOptions): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, application_name: "xyd-migrate" });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("set client_min_messages = warning");
    await client.query("select pg_advisory_lock(hashtextextended('xyd-migrate', 0))");
    await makeRoles(client, secrets.personaSecret);
    await retryContention(() => prepareDatabase(client));

    await client.query("set role xyd_owner; set lock_timeout = '500ms'");
    await retryContention(() =>
      runTableMigrations(drizzle(client), {
        migrationsFolder: fileURLToPath(new URL("migrations", import.meta.url)),
        migrationsSchema: "migrations",
      }),
    );
    await client.query("reset role; reset lock_timeout");

    await migrateQueue(databaseUrl, log);
    await installGate(client, log);
  } finally {
    await client.end();
  }
}

async function migrateQueue(databaseUrl: string, log: (line: string) => void) {
  // As patient as the connection that brought the tables.
  const pgPool = connect(asQueue(databaseUrl), 1, 60_000);
  const logger = new Logger(() => (level, message) => {
    if (level === "warning" || level === "error") log(message);
  });
  try {
    await runQueueMigrations({ pgPool, logger });
  } finally {
    await pgPool.end();
  }
}
