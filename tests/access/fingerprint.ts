import { poolOf } from "@/tests/database";

const pool = poolOf("admin");
/** What a refused call may leave behind: that it was refused. */
const records = ["auth.throttles", "auth.security_log"];

/** Of a table, how many rows and the transaction that wrote last: both stay, or something was written. */
export const written = "concat_ws(' ', count(*), max(xmin::text::bigint))";
/** A one-time code is spent by whoever shows it, whatever becomes of the call. */
const people = "md5(string_agg((to_jsonb(t) - 'totp_step')::text, '|' order by id))";

let tables: Promise<string[]> | undefined;
async function listTables(): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema in ('app', 'auth', 'vault', 'ledger') order by 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !records.includes(name));
}

/** What all that is remembered says of having been changed, but for the callers' own chains. */
export async function fingerprint(callers: readonly string[]) {
  const names = await (tables ??= listTables());
  const parts = names.map((name) => {
    const own = name === "ledger.entries" ? "chain <> all ($1)" : "$1::uuid[] is not null";
    const state = name === "auth.people" ? people : written;
    return `select '${name}' as name, ${state} as state from ${name} t where ${own}`;
  });
  // Named, so that a connection plans the look at all tables once.
  const { rows } = await pool.query<{ name: string; state: string | null }>({
    name: "fingerprint",
    text: parts.join(" union all "),
    values: [callers],
  });
  return new Map(rows.map(({ name, state }) => [name, state]));
}

/** The tables in which two fingerprints differ. */
export const changed = (before: Map<string, string | null>, after: Map<string, string | null>) =>
  [...after].filter(([name, state]) => before.get(name) !== state).map(([name]) => name);

/** Judgings go with the consent they rested on: here only another's own must stay. */
const deletable = ["app.match_runs", "vault.match_inputs"];

/** How many rows must stay; `its` is the parameter with another's words. */
const held = (name: string, its: string) =>
  deletable.includes(name) ? `count(*) filter (where t::text ~ ${its})` : "count(*)";

/** Marks this moment; asked later, gives the tables in which a row with one of these words was written since, or any row is gone. */
export async function watch(words: readonly string[]) {
  const names = await (tables ??= listTables());
  const { rows } = await pool.query<{ mark: string }>(
    "select pg_snapshot_xmax(pg_current_snapshot())::text as mark",
  );
  const count = names.map(
    (name) => `select '${name}' as name, ${held(name, "$1")} as n from ${name} t`,
  );
  const since = names.map(
    (name) =>
      `select '${name}' as name, count(*) filter (where xmin::text::bigint >= $1 and t::text ~ $2) as touched, ${held(name, "$2")} as n from ${name} t`,
  );
  const before = await pool.query<{ name: string; n: string }>(count.join(" union all "), [
    words.join("|"),
  ]);
  return async () => {
    const after = await pool.query<{ name: string; touched: string; n: string }>(
      since.join(" union all "),
      [rows[0]!.mark, words.join("|")],
    );
    const had = new Map(before.rows.map(({ name, n }) => [name, Number(n)]));
    return after.rows
      .filter(({ name, touched, n }) => Number(touched) > 0 || Number(n) < (had.get(name) ?? 0))
      .map(({ name }) => name);
  };
}
