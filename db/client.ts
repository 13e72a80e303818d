import type { SQL } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { escapeLiteral, Pool, types, type PoolClient, type QueryResultRow } from "pg";
import * as schema from "./schema";

export const personas = ["public", "sme", "bank", "office", "worker"] as const;
/** One login role and one pool each: `xyd_sme` and so on. */
export type Persona = (typeof personas)[number];

export type Transaction = NodePgDatabase<typeof schema>;

/** What a service may write through: transactions in which the database knows who asks. */
export type PersonaDatabase = {
  /** Runs in one READ COMMITTED transaction under the caller's session token. */
  transaction<T>(run: (tx: Transaction) => Promise<T>): Promise<T>;
  /** One statement of its own, committed when the promise resolves: how the gate is called. */
  call<Row extends QueryResultRow>(statement: SQL): Promise<Row[]>;
  /** The session token that the gate's functions want to see. */
  token: string;
};

/** The pool has already discarded the client; the query that was on it rejects on its own. */
const discarded = () => {};

// A `date` stays the string it is: a server in another time zone must not shift the day.
types.setTypeParser(types.builtins.DATE, (value) => value);

export function connect(connectionString: string, max = 10): Pool {
  const pool = new Pool({ connectionString, max, connectionTimeoutMillis: 5_000 });
  // Without both listeners one killed backend ends the whole process.
  pool.on("error", discarded).on("connect", (client) => client.on("error", discarded));
  return pool;
}

/** The drizzle view of one connection. */
export function on(client: PoolClient | Pool): Transaction {
  return drizzle(client, { schema, casing: "snake_case" });
}

/** A persona's database for one request: every transaction begins by saying whose session it is. */
export function personaDatabase(pool: Pool, token: string): PersonaDatabase {
  return {
    token,
    async transaction(run) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        // One message: a round trip saved on every request.
        await client.query(
          `begin isolation level read committed; select set_config('xyd.token', ${escapeLiteral(token)}, true)`,
        );
        const result = await run(on(client));
        await client.query("commit");
        return result;
      } catch (error) {
        await client.query("rollback").catch((failure: Error) => {
          broken = failure;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    async call<Row extends QueryResultRow>(statement: SQL) {
      const { rows } = await on(pool).execute(statement);
      return rows as Row[];
    },
  };
}
