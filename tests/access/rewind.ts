import { written } from "@/tests/access/fingerprint";
import type { Person } from "@/tests/access/people";
import { poolOf } from "@/tests/database";

const pool = poolOf("admin");

/** A table, and its columns that take values, as SQL. */
type Table = { name: string; columns: string };
const listTables = `select t.oid::regclass::text as name, string_agg(quote_ident(a.attname), ', ') as columns
  from pg_class t join pg_attribute a on a.attrelid = t.oid
  where t.relkind = 'r' and t.relnamespace = any (array['app', 'auth', 'vault', 'ledger']::regnamespace[])
    and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  group by t.oid`;

/**
 * Keeps a copy of every row. What it returns puts back all that was written since, and lets these people
 * show their codes again: to make a side of the access tests costs two hundred statements, this a few.
 */
export async function keepRows(people: readonly Person[]): Promise<() => Promise<void>> {
  const { rows: tables } = await pool.query<Table>(listTables);
  const copies = tables.map(
    ({ name }, index) => `create table kept.t${index} as table ${name} with data`,
  );
  await pool.query(
    ["drop schema if exists kept cascade", "create schema kept", ...copies].join("; "),
  );
  let states = await statesOf(tables);
  return async () => {
    for (const person of people) person.codes = 0;
    const now = await statesOf(tables);
    const restored = tables.flatMap(({ name, columns }, index) =>
      now[index] === states[index]
        ? []
        : `delete from ${name}; insert into ${name} (${columns}) overriding system value select ${columns} from kept.t${index}`,
    );
    if (restored.length === 0) return;
    // As a replica: neither triggers nor foreign keys have a say.
    const begin = "begin; set local session_replication_role = replica";
    await pool.query([begin, ...restored, "commit"].join("; "));
    states = await statesOf(tables);
  };
}

async function statesOf(tables: readonly Table[]): Promise<string[]> {
  const parts = tables.map(({ name }) => `(select ${written} from ${name})`);
  const { rows } = await pool.query<{ states: string[] }>({
    name: "states",
    text: `select array[${parts.join(", ")}] as states`,
  });
  return rows[0]?.states ?? [];
}
