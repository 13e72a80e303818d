import { randomUUID } from "node:crypto";
import { Client, escapeIdentifier } from "pg";
import { afterEach, expect, inject, test, vi } from "vitest";
import { lintCatalogue } from "@/db/catalogue-lint";
import { gateFiles, installGate } from "@/db/install-gate";
import { migrate } from "@/db/migrate";
import { defaultCatalogue } from "@/domain/sources/catalogue";
import { poolOf, urls } from "@/tests/database";
import { open } from "@/tests/gate-calls";
import { makeBank } from "@/tests/parties";

const { personaSecret } = inject("cluster")!;
const secrets = { personaSecret };
const made: string[] = [];

/** An empty database of the migrator's, or of the superuser's. */
async function emptyDatabase(as: "migrator" | "admin") {
  const name = `migrate_${randomUUID().replaceAll("-", "")}`;
  made.push(name);
  const owner = as === "migrator" ? "xyd_migrator" : "postgres";
  await poolOf("admin").query(`create database ${escapeIdentifier(name)} owner ${owner}`);
  const url = new URL(urls[as]);
  url.pathname = `/${name}`;
  return url.href;
}

afterEach(async () => {
  for (const name of made.splice(0))
    await poolOf("admin").query(`drop database ${escapeIdentifier(name)} with (force)`);
});

async function asking<T>(url: string, ask: (client: Client) => Promise<T>) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}

test.each(["migrator", "admin"] as const)(
  "an empty database of the %s's is filled; again changes nothing",
  async (as) => {
    const databaseUrl = await emptyDatabase(as);
    const said: string[] = [];
    const log = (line: string) => said.push(line);
    await migrate({ databaseUrl, secrets, log });
    expect(said).toHaveLength(1);
    await migrate({ databaseUrl, secrets, log });
    expect(said).toHaveLength(1);
    await asking(databaseUrl, async (client) => {
      expect(await lintCatalogue(client)).toEqual([]);
      await client.query("set role xyd_owner");
      const { rows } = await client.query("select count(*)::int as items from app.catalogue_items");
      expect(rows).toEqual([{ items: defaultCatalogue.length }]);
    });
  },
);

test("two databases migrated at once, one of them twice", async () => {
  const [one, other] = [await emptyDatabase("migrator"), await emptyDatabase("migrator")];
  await Promise.all(
    [one, other, one].map((databaseUrl) => migrate({ databaseUrl, secrets, log: () => {} })),
  );
  for (const url of [one, other])
    expect(await asking(url, (client) => lintCatalogue(client))).toEqual([]);
});

test("a changed gate is installed while it is asked, and nobody notices", async () => {
  const { token } = await makeBank(poolOf("admin"));
  const question = { token, consentId: randomUUID() };
  const answers = [0, 0, 0, 0];
  const installed = new AbortController();
  const askers = Promise.all(
    answers.map(async (_, asker) => {
      while (!installed.signal.aborted) {
        expect((await open(poolOf("bank"), question)).refusal).toBe("NO_SUCH_CONSENT");
        answers[asker]! += 1;
      }
    }),
  );
  const said: string[] = [];
  const installing = asking(urls.migrator, async (client) => {
    for (const round of [1, 2, 3]) {
      const before = [...answers];
      const files = [...gateFiles(), { name: "99-round.sql", text: `select ${round}` }];
      await installGate(client, (line) => said.push(line), files);
      // One answer may be to what was asked before.
      await vi.waitUntil(() => answers.every((count, asker) => count >= before[asker]! + 2), {
        timeout: 60_000,
      });
    }
  });
  try {
    await Promise.race([askers, installing]);
  } finally {
    installed.abort();
  }
  await askers;
  expect(said).toHaveLength(3);
  // The whole gate three times, and each time everybody waits for it.
}, 120_000);

test("a file that fails leaves the gate as it was", async () => {
  await asking(urls.migrator, async (client) => {
    const files = [...gateFiles(), { name: "99-wrong.sql", text: "select * from nowhere" }];
    await expect(installGate(client, () => {}, files)).rejects.toThrow("db/gate/99-wrong.sql");
  });
  expect(await lintCatalogue(poolOf("admin"))).toEqual([]);
});
