import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { escapeLiteral, type Client } from "pg";
import { retryContention } from "@/db/retry-contention";
import { referenceFingerprint, writeReference } from "@/db/seed/reference";

const directory = new URL("gate/", import.meta.url);

/**
 * All of them, and never waiting for one while holding another: a reader who holds the one and comes to
 * the other would be ended for it. Which is in use is waited for alone, and the others are taken then.
 * Given up after half a second, so that whoever came later is not held up by one who takes long; then
 * this tries again.
 */
const lockTables = `
  set local role xyd_owner;
  set local statement_timeout = '500ms';
  do $$
  declare
    tables text[] := array(
      select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('app', 'auth', 'vault', 'ledger')
    );
    one text;
    busy text;
  begin
    loop
      begin
        if busy is not null then
          execute 'lock table ' || busy || ' in access exclusive mode';
        end if;
        foreach one in array tables loop
          execute 'lock table ' || one || ' in access exclusive mode nowait';
        end loop;
        return;
      exception when lock_not_available then
        busy := one;
      end;
    end loop;
  end $$;
  set local statement_timeout = 0;
  reset role`;

/** The numbered files of db/gate, in order. */
export function gateFiles(): { name: string; text: string }[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(".sql"))
    .toSorted()
    .map((name) => ({ name, text: readFileSync(new URL(name, directory), "utf8") }));
}

/**
 * Installs roles' rights, policies and functions in one transaction, where they differ from what is
 * installed. The app may be serving: its statements wait for a moment.
 */
export async function installGate(
  client: Client,
  log: (line: string) => void,
  files: { name: string; text: string }[] = gateFiles(),
) {
  const hash = createHash("sha256").update(referenceFingerprint);
  for (const { name, text } of files) hash.update(`${name}\0${text}\0`);
  const wanted = `sha256:${hash.digest("hex")}`;
  const { rows } = await client.query<{ installed: string | null }>(
    "select obj_description('gate'::regnamespace, 'pg_namespace') as installed",
  );
  if (rows[0]?.installed === wanted) return;

  await retryContention(async () => {
    await client.query("begin");
    try {
      await client.query(lockTables);
      for (const { name, text } of files) {
        await client.query(text).catch((error: Error) => {
          throw new Error(`db/gate/${name}: ${error.message}`, { cause: error });
        });
        await client.query("reset role");
      }
      await client.query("set local role xyd_owner");
      await writeReference(client);
      await client.query("reset role; set local role xyd_gate");
      await client.query(`comment on schema gate is ${escapeLiteral(wanted)}`);
      await client.query("commit");
    } catch (error) {
      await client.query("rollback");
      throw error;
    }
  });
  log(`The gate was installed (${wanted}).`);
}
