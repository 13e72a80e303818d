import type { SQL } from "drizzle-orm";
import { NodePgDatabase } from "drizzle-orm/node-postgres";
import { NodePgSession } from "drizzle-orm/node-postgres/session";
import { PgDialect, type PreparedQueryConfig } from "drizzle-orm/pg-core";
import {
  escapeLiteral,
  Pool,
  types,
  type PoolClient,
  type QueryResult,
  type QueryResultRow,
} from "pg";

export const personas = ["public", "sme", "bank", "office", "worker"] as const;
/** One login role and one pool each: `xyd_sme` and so on. */
export type Persona = (typeof personas)[number];

export type Transaction = NodePgDatabase;

/** What a service may write through: transactions in which the database knows who asks. */
export type PersonaDatabase = {
  /** Runs in one READ COMMITTED transaction under the caller's session token. */
  transaction<T>(run: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * One statement of its own, committed when the promise resolves: how the gate is called. Under a
   * name it is parsed and planned once a connection; the same name must always be the same text.
   */
  call<Row extends QueryResultRow>(statement: SQL, name?: string): Promise<Row[]>;
  /** The session token that the gate's functions want to see. */
  token: string;
};

/** The pool has already discarded the client; the query that was on it rejects on its own. */
const discarded = () => {};

// A `date` stays the string it is: a server in another time zone must not shift the day.
types.setTypeParser(types.builtins.DATE, (value) => value);

/** Whoever gets no connection within `patience` milliseconds is told so. */
export function connect(connectionString: string, max = 10, patience = 5_000): Pool {
  const pool = new Pool({ connectionString, max, connectionTimeoutMillis: patience });
  // Without both listeners one killed backend ends the whole process.
  pool.on("error", discarded).on("connect", (client) => client.on("error", discarded));
  return pool;
}

/** One for all: made anew for each request it would learn every table's names again each time. */
const dialect = new PgDialect({ casing: "snake_case" });
const sessionOn = (client: PoolClient | Pool) => new NodePgSession(client, dialect, undefined);

type Executed<Row extends QueryResultRow> = PreparedQueryConfig & { execute: QueryResult<Row> };

/** The drizzle view of one connection. */
export function on(client: PoolClient | Pool): Transaction {
  return new NodePgDatabase(dialect, sessionOn(client), undefined);
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
    async call<Row extends QueryResultRow>(statement: SQL, name?: string) {
      const query = dialect.sqlToQuery(statement);
      const prepared = sessionOn(pool).prepareQuery<Executed<Row>>(query, undefined, name, false);
      const { rows } = await prepared.execute();
      return rows;
    },
  };
}
