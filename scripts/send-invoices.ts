import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect, on } from "@/db/client";
import { personaUrl } from "@/db/personas";
import { keptSecrets } from "@/scripts/secrets";
import { Stop } from "@/scripts/stop";
import type { ReadInvoices } from "@/server/services/imports/import-invoices";
import { sql } from "drizzle-orm";

const waitMs = 120_000;

/**
 * Puts a data set into the sandbox tax node's store, replacing what it held under that name, and has
 * the platform take the firms and their bank's history in through its ordinary importers.
 */
export async function sendInvoices(dataDirectory: string, dataset: string, read: ReadInvoices) {
  const address = runningSandbox(dataDirectory);
  await send(address, "PUT", `/control/invoices/${dataset}`, read.lines.join("\n"));
  const ratings = read.enterprises.map(({ reference, name, rating, isDefaulted }) =>
    JSON.stringify({ externalReference: reference, name, rating, defaulted: isDefaulted }),
  );
  await send(address, "POST", `/control/ratings?dataset=${dataset}`, ratings.join("\n"));
  await takeIn(dataDirectory, address, read.enterprises.length);
}

function runningSandbox(dataDirectory: string): string {
  try {
    return `http://127.0.0.1:${readFileSync(path.join(dataDirectory, "sandbox-port"), "utf8").trim()}`;
  } catch {
    throw new Stop("Nothing is running here: npm start first, then import.");
  }
}

async function send(address: string, method: string, where: string, body: string) {
  const response = await fetch(`${address}${where}`, { method, body }).catch(() => {
    throw new Stop("The sandbox does not answer: npm start first, then import.");
  });
  if (!response.ok) throw new Stop(`The sandbox refused the import: ${await response.text()}`);
}

/** The worker does the work, as it would for any feed; this waits until the firms are there. */
async function takeIn(dataDirectory: string, address: string, firms: number) {
  const { personaSecret } = keptSecrets(dataDirectory);
  const url = readFileSync(path.join(dataDirectory, "database-url"), "utf8").trim();
  const [first] = (
    (await (await fetch(`${address}/banks`)).json()) as { banks: { code: string }[] }
  ).banks;
  const pool = connect(personaUrl(url, personaSecret, "worker"), 1);
  try {
    const database = on(pool);
    await database.execute(sql`select queue.add_job('import_registry')`);
    const until = Date.now() + waitMs;
    const count = async (statement: ReturnType<typeof sql>) =>
      Number((await database.execute<{ n: string }>(statement)).rows[0]?.n ?? 0);
    const waitFor = async (what: string, done: () => Promise<boolean>) => {
      while (!(await done())) {
        if (Date.now() > until) throw new Stop(`The worker has not taken in the ${what} yet.`);
        await sleep(500);
      }
    };
    await waitFor(
      "firms",
      async () =>
        (await count(
          sql`select count(*) as n from app.enterprises where external_reference is not null`,
        )) >= firms,
    );
    await database.execute(
      sql`select queue.add_job('import_history', jsonb_build_object('bank', ${first?.code ?? ""}::text))`,
    );
    await waitFor(
      "bank's history",
      async () =>
        (await count(
          sql`select count(distinct enterprise_id) as n from app.applications join app.enterprises on enterprises.id = enterprise_id where external_reference is not null`,
        )) >= firms,
    );
  } finally {
    await pool.end();
  }
}
