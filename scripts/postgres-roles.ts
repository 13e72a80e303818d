import { Client, escapeIdentifier, escapeLiteral } from "pg";
import { databaseUrl, type Cluster } from "@/scripts/postgres";

/** Owner of its database and CREATEROLE, but no superuser: what an operator gives in DATABASE_URL. */
const migrator = "xyd_migrator";

/** Makes the migrator and its database where they are missing; gives the migrator's URL. */
export async function createDatabase(cluster: Cluster, database: string, password: string) {
  await asAdmin(cluster, async (admin) => {
    const role = await admin.query("select from pg_roles where rolname = $1", [migrator]);
    const verb = role.rowCount ? "alter" : "create";
    await admin.query(
      `${verb} role ${migrator} login createrole nosuperuser password ${escapeLiteral(password)}`,
    );
    const found = await admin.query("select from pg_database where datname = $1", [database]);
    if (!found.rowCount)
      await admin.query(`create database ${escapeIdentifier(database)} owner ${migrator}`);
  });
  return databaseUrl({ user: migrator, password, port: cluster.port, database });
}

export async function asAdmin<T>(
  cluster: Pick<Cluster, "adminUrl">,
  run: (admin: Client) => Promise<T>,
) {
  const admin = new Client({ connectionString: cluster.adminUrl() });
  await admin.connect();
  try {
    return await run(admin);
  } finally {
    await admin.end();
  }
}
