import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { env } from "@/server/env";
import type { SystemContext } from "@/server/services/context";
import { allowDemoMatching } from "@/server/services/imports/allow-demo-matching";
import { importRegistry } from "@/server/services/imports/import-registry";
import { committed, poolOf } from "@/tests/database";
import { startSandbox } from "@/tests/sandbox";

await startSandbox();

const worker: SystemContext = {
  db: committed("worker", ""),
  actor: null,
  now: new Date(),
  channel: "clock",
  requestId: "test",
};
const doors = {
  visitor: committed("public", ""),
  firm: (token: string) => committed("sme", token),
};

test("outside a demo nobody signs for a firm", async () => {
  const admin = poolOf("admin");
  await importRegistry(worker);
  const configuration = env as { DEMO: boolean };
  configuration.DEMO = false;
  try {
    await expect(allowDemoMatching(worker, doors)).rejects.toThrow("Only in a demo");
  } finally {
    configuration.DEMO = true;
  }
  const { rows } = await admin.query("select from auth.people where username like 'matching-%'");
  expect(rows).toEqual([]);
});

test("some firms without a seat let the platform match, by a signature, and are signed out again", async () => {
  const admin = poolOf("admin");
  // Whoever would be the first to be chosen has a seat of the demo.
  const { rows: seats } = await admin.query<{ id: string }>(
    `with seated as (select id from app.enterprises where status = 'operating' order by md5(uscc) limit 1)
     insert into auth.people (id, username, name, party, role, enterprise_id, password_hash, is_demo, created_at)
     select uuidv7(), $1, 'Li', 'sme', 'owner', id, '!', true, clock_timestamp() from seated returning enterprise_id as id`,
    [randomUUID()],
  );

  const firms = await allowDemoMatching(worker, doors);
  // Told again, nobody is added.
  expect(await allowDemoMatching(worker, doors)).toBe(0);

  const { rows } = await admin.query<Record<string, unknown>>(
    `select count(*)::integer as live, count(distinct consents.enterprise_id)::integer as firms,
       count(*) filter (where method = 'totp' and consent_signatures.role = 'legal_representative')::integer as signed,
       count(*) filter (where consents.enterprise_id = $1)::integer as seated,
       count(*) filter (where exists (select from ledger.entries as line where line.consent_id = consents.id and line.code = 'SIGNED'))::integer as written,
       (select count(*)::integer from app.enterprises) as city,
       (select count(distinct consent_id)::integer from vault.fetches where status = 'queued') as asked,
       (select count(*)::integer from auth.sessions join auth.people on people.id = person_id
        where username like 'matching-%' and ended_at is null) as signed_in,
       (select count(*)::integer from auth.people where username like 'matching-%' and (is_demo or password_hash <> '!')) as reachable
     from app.consents join app.consent_signatures on consent_id = consents.id
     where purpose = 'platform_matching' and consents.status = 'active'`,
    [seats[0]?.id],
  );
  expect(firms).toBeGreaterThan(1);
  expect(rows[0]).toEqual({
    live: firms,
    firms,
    signed: firms,
    written: firms,
    asked: firms,
    city: expect.any(Number),
    seated: 0,
    signed_in: 0,
    reachable: 0,
  });
  expect(firms / Number(rows[0]?.["city"])).toBeCloseTo(1 / 8, 1);
});

test("a firm that could not sign is signed out all the same", async () => {
  const admin = poolOf("admin");
  await admin.query(
    `with chosen as (select id from app.enterprises where status = 'operating' and registered_at is not null limit 8)
     update app.enterprises set registered_at = null where id in (select id from chosen)`,
  );
  await admin.query(
    "update auth.people set username = 'past-' || id where username like 'matching-%'",
  );
  const broken = {
    ...doors,
    firm: () => {
      throw new Error("no line");
    },
  };
  await expect(allowDemoMatching(worker, broken)).rejects.toThrow("no line");
  // The first to fail ends it; those beside it are on their way out still.
  await vi.waitFor(
    async () => {
      const { rows } = await admin.query<{ ended: boolean }>(
        `select ended_at is not null as ended from auth.sessions join auth.people on people.id = person_id
       where username like 'matching-%'`,
      );
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.every(({ ended }) => ended)).toBe(true);
    },
    { timeout: 20_000 },
  );
});
