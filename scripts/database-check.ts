import { Client } from "pg";
import { Stop } from "@/scripts/stop";

const oldest = 18;

/** Refuses, in one line, a database on which the project cannot work. */
export async function checkDatabase(connectionString: string) {
  const { host, pathname } = new URL(connectionString);
  const where = `${host}${pathname}`;
  const client = new Client({ connectionString, connectionTimeoutMillis: 5_000 });
  // A connection that breaks while it is looked at rejects the query as well.
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    const reason =
      error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : "";
    throw new Stop(`The database ${where} of DATABASE_URL cannot be reached: ${reason}.`);
  }
  try {
    const { rows } = await client.query<{
      version: number;
      owner: boolean;
      createrole: boolean;
      readonly: boolean;
    }>(`
      select current_setting('server_version_num')::int / 10000 as version,
             rolsuper or pg_has_role(datdba, 'usage') as owner,
             rolsuper or rolcreaterole as createrole,
             pg_is_in_recovery() as readonly
      from pg_database, pg_roles
      where datname = current_database() and rolname = current_user`);
    const [found] = rows;
    if (!found) throw new Stop(`The database ${where} of DATABASE_URL tells nothing of itself.`);
    if (found.version < oldest)
      throw new Stop(
        `The database ${where} is PostgreSQL ${found.version}; ${oldest} or newer is needed.`,
      );
    if (found.readonly)
      throw new Stop(`The database ${where} is a read-only replica: name the primary.`);
    if (!found.owner)
      throw new Stop(
        `The user of DATABASE_URL must own the database ${where}: alter database … owner to ….`,
      );
    if (!found.createrole)
      throw new Stop(
        `The user of DATABASE_URL needs CREATEROLE on ${where}: alter role … createrole.`,
      );
  } finally {
    await client.end();
  }
}
