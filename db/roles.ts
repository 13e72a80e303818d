import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { escapeIdentifier, escapeLiteral, type Client } from "pg";
import { personas, type Persona } from "@/db/client";
import { personaPassword, personaRole } from "@/db/personas";
import { retryContention } from "@/db/retry-contention";

/** Own the tables, the gate's functions and the queue. Nobody signs in as one of them. */
const owners = ["xyd_owner", "xyd_gate", "xyd_queue"] as const;

/**
 * A reader that stalls inside a transaction would hold a revocation up. The office reads nobody's facts
 * and counts everybody's applications: it may take longer, and sorts them in memory.
 */
const settingsOf = (persona: Persona): Record<string, string> => {
  if (persona === "worker") return { transaction_timeout: "60s" };
  if (persona === "office") return { transaction_timeout: "30s", work_mem: "64MB" };
  return { transaction_timeout: "5s" };
};

/**
 * Makes the roles, which belong to the cluster: another database may have made them already, or
 * may be making them now, and no lock reaches across databases. Hence the retries.
 */
export async function makeRoles(client: Client, personaSecret: string) {
  for (const owner of owners)
    await retryContention(() => createRole(client, `${owner} nologin noinherit`));
  // Who creates a role may not yet act as it, and could not hand objects over to it.
  await retryContention(() =>
    client.query(`grant ${owners.join(", ")} to current_user with set true, inherit false`),
  );
  for (const persona of personas) {
    const role = personaRole(persona);
    const verifier = escapeLiteral(scramVerifier(personaPassword(personaSecret, persona)));
    await retryContention(() => createRole(client, `${role} login noinherit`));
    await retryContention(() => client.query(`alter role ${role} password ${verifier}`));
    for (const [setting, value] of Object.entries(settingsOf(persona)))
      await retryContention(() =>
        client.query(`alter role ${role} set ${setting} = ${escapeLiteral(value)}`),
      );
  }
  await retryContention(() =>
    client.query("grant xyd_queue to xyd_worker with set true, inherit false"),
  );
}

async function createRole(client: Client, role: string) {
  await client.query(
    `do $$ begin create role ${role}; exception when duplicate_object or unique_violation then null; end $$`,
  );
}

/** What belongs to the database rather than to the cluster, up to the schemas migrations fill. */
export async function prepareDatabase(client: Client) {
  const { rows } = await client.query<{ name: string }>("select current_database() as name");
  const database = escapeIdentifier(rows[0]?.name ?? "");
  await client.query(`
    revoke temporary on database ${database} from public;
    grant create on database ${database} to xyd_owner, xyd_queue;
    revoke all on schema public from public;
    create extension if not exists btree_gist with schema public;
    create schema if not exists gate authorization xyd_gate;
    create schema if not exists queue authorization xyd_queue;
  `);
}

/** RFC 5803: so that no password in clear reaches the server or its log. */
function scramVerifier(password: string, salt = randomBytes(16), iterations = 4096) {
  const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const keyed = (text: string) => createHmac("sha256", salted).update(text).digest();
  const stored = createHash("sha256").update(keyed("Client Key")).digest("base64");
  const server = keyed("Server Key").toString("base64");
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${stored}:${server}`;
}
